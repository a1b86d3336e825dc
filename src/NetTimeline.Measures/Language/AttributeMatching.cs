using System.Globalization;
using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Language;

/// <summary>Asks an entry or a part of it the questions of a selector.</summary>
static class AttributeMatching
{
    public static Match All(Items<AttributeTest> tests, object at, Scope scope) =>
        Match.All(tests.Select(test => Of(test, at, scope)));

    static Match Of(AttributeTest test, object at, Scope scope)
    {
        var values = AttributePath.Values(at, test.Path, scope.Course);
        return Match.All(Answers(test, values, scope));
    }

    /// <summary>One for each question; yes to those that are not asked.</summary>
    static IEnumerable<Match> Answers(AttributeTest test, List<object?> values, Scope scope)
    {
        yield return test.Stated || test.NotStated ? IsStated(test, values) : Match.Yes;
        yield return test.Is.Count > 0 ? Any(test, values, value => IsOneOf(test, value, test.Is)) : Match.Yes;
        yield return test.IsNot.Count > 0
            ? Any(test, values, value => IsOneOf(test, value, test.IsNot)).Not(Says(test, values))
            : Match.Yes;
        yield return test.SameAs is { } same ? SameAs(test, values, same, scope) : Match.Yes;
        yield return test.AttributedTo is { } whose
            ? Any(test, values, value => Belongs(value, whose, scope))
            : Match.Yes;
        yield return HasLimits(test) ? Any(test, values, value => Within(test, value)) : Match.Yes;
        yield return test.Any.Count > 0 ? Items(test.Any, test, values, scope) : Match.Yes;
        yield return test.None.Count > 0
            ? Items(test.None, test, values, scope).Not($"{test.Path} has such an item")
            : Match.Yes;
        yield return test.Either.Count > 0
            ? test.Either.Select(each => Items([each], test, values, scope)).Aggregate((best, each) => best.Or(each))
            : Match.Yes;
    }

    static Match IsStated(AttributeTest test, List<object?> values) =>
        test.Stated == values.Any(value => value is not null)
            ? Match.Yes
            : Match.No($"{test.Path} is {(test.Stated ? "not stated" : "stated")}");

    /// <summary>
    /// One of the values answers yes: the most likely answer. No value at all is a no. What comes after a yes is not
    /// asked.
    /// </summary>
    static Match Any(AttributeTest test, List<object?> values, Func<object, Match> of)
    {
        var best = values.Count == 0 ? Match.No($"nothing is stated in {test.Path}") : new Match(Likelihood.No, null);
        foreach (var value in values)
        {
            if (best.Likelihood is Likelihood.Yes)
            {
                break;
            }

            var each = value is null
                ? Match.Of(test.IfNotStated ?? Likelihood.Maybe, $"{test.Path} is not stated")
                : of(value);
            best = each.Likelihood > best.Likelihood || (!best.IsPossible && !each.IsPossible) ? each : best;
        }

        return best;
    }

    static Match Items(Items<AttributeTest> tests, AttributeTest test, List<object?> values, Scope scope)
    {
        var best = new Match(Likelihood.No, null);
        foreach (var item in values)
        {
            if (best.Likelihood is Likelihood.Yes)
            {
                break;
            }

            best = item is null ? best : best.Or(All(tests, item, scope));
        }

        return best.IsPossible ? best : Match.No($"no item of {test.Path} is such");
    }

    static Match IsOneOf(AttributeTest test, object value, Items<string> words) =>
        words.Contains(Text(value), StringComparer.OrdinalIgnoreCase)
            ? Match.Yes
            : Match.No($"{test.Path} is {Text(value)}");

    static string Says(AttributeTest test, List<object?> values) =>
        $"{test.Path} is {string.Join(", ", values.OfType<object>().Select(Text))}";

    static Match SameAs(AttributeTest test, List<object?> values, string same, Scope scope)
    {
        var others = scope.OfSubject(same[AttributePath.Subject.Length..]) ?? [];
        if (others.Count == 0 || others.Contains(null))
        {
            return Match.Maybe($"{same} is not stated");
        }

        var words = others.Select(other => Text(other!)).ToItems();
        return Any(test, values, value => IsOneOf(test, value, words));
    }

    /// <summary>What was seen or found says itself which lesion it is of.</summary>
    static Match Belongs(object value, Whose whose, Scope scope)
    {
        var likelihood = value switch
        {
            EntryKey key => scope.Belongs(key, whose),
            Entry entry => scope.Concerns(entry, whose),
            LesionSeen seen => Of(seen.Lesion, seen.OneOf),
            LesionHistology { Lesion: null, OneOf.Count: 0, Specimen: { } specimen } =>
                scope.Course.Find(specimen) is { } entry ? scope.Concerns(entry, whose) : Likelihood.Maybe,
            LesionHistology found => Of(found.Lesion, found.OneOf),
            _ => Likelihood.No,
        };
        return Match.Of(likelihood, likelihood is Likelihood.No
            ? "it is of something else"
            : "whose it is is suspected, unresolved or one of several");

        Likelihood Of(EntryKey? lesion, Items<EntryKey> oneOf) =>
            lesion is { } one ? scope.Belongs(one, whose) : scope.OneBelongs(oneOf, whose);
    }

    internal static bool HasLimits(AttributeTest test) =>
        (test.AtLeast ?? test.AtMost ?? test.Above ?? test.Below) is not null;

    static Match Within(AttributeTest test, object value)
    {
        if (value is Quantity { UnitNamed: { } unit } && unit != test.Unit)
        {
            return Match.Maybe($"{test.Path} is in {unit}");
        }

        return Bounds(value) is not { } bounds
            ? Match.Maybe($"{test.Path} has no number: {Text(value)}")
            : Match.All(
            [
                Held(test.AtLeast, bounds.IsCertainlyAtLeast, bounds.IsCertainlyBelow),
                Held(test.AtMost, bounds.IsCertainlyAtMost, bounds.IsCertainlyAbove),
                Held(test.Above, bounds.IsCertainlyAbove, bounds.IsCertainlyAtMost),
                Held(test.Below, bounds.IsCertainlyBelow, bounds.IsCertainlyAtLeast),
            ]);

        Match Held(decimal? limit, Func<decimal, bool> yes, Func<decimal, bool> no) =>
            limit is not { } number || yes(number) ? Match.Yes
            : no(number) ? Match.No($"{test.Path} is {Text(value)}")
            : Match.Maybe($"{test.Path} is {Text(value)}");
    }

    static Bounds? Bounds(object value) => value switch
    {
        int number => Values.Bounds.Exactly(number),
        decimal number => Values.Bounds.Exactly(number),
        Count { AtMost: { } most } count => Values.Bounds.Between(count.AtLeast, most),
        Count count => Values.Bounds.AtLeast(count.AtLeast),
        Quantity quantity => quantity.AsExact(least: null),
        _ => null,
    };

    static string Text(object value) => value switch
    {
        Enum word => Words.Of(word),
        Quantity.Trend trend => Words.Of(trend.Course),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
