using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Language;

/// <summary>
/// What is wrong with questions to entries: paths that lead nowhere and answers that cannot be given.
/// </summary>
static class AttributeFaults
{
    static readonly Type[] Numbers = [typeof(int), typeof(decimal), typeof(Count), typeof(Quantity)];

    static readonly Type[] OfLesions = [typeof(EntryKey), typeof(LesionSeen), typeof(LesionHistology)];

    /// <param name="pointer">Where the questions stand.</param>
    /// <param name="tests">The questions.</param>
    /// <param name="types">What is asked: each of these must have what the path names. None: nothing is judged.</param>
    /// <param name="per">What the value is of, whose members may be compared with.</param>
    public static IEnumerable<Fault> Of(
        string pointer, Items<AttributeTest> tests, IReadOnlyList<Type> types, Per per) =>
        types.Count == 0 ? [] : tests.SelectMany((test, at) => Of($"{pointer}/{at}", test, types, per));

    static IEnumerable<Fault> Of(string pointer, AttributeTest test, IReadOnlyList<Type> types, Per per)
    {
        var ways = types.Select(type => (Type: type, Way: AttributeTypes.Along(type, test.Path))).ToList();
        if (ways.FirstOrDefault(each => each.Way.Wrong is not null) is { Type: { } type, Way: (var at, { } step) })
        {
            return [WrittenFaults.Wrong(
                pointer + "/path",
                $"A {Words.Kebab(type.Name)} has no {step} there; the names are those of its JSON: "
                + $"{string.Join(", ", at.SelectMany(AttributeTypes.Names).Distinct())}.")];
        }

        Type[] ends = [.. ways.SelectMany(each => each.Way.Types).Distinct()];
        return Asked(pointer, test).Concat(Answers(pointer, test, ends)).Concat(Subject(pointer, test, per))
            .Concat(Of(pointer + "/any", test.Any, ends, per))
            .Concat(Of(pointer + "/none", test.None, ends, per))
            .Concat(Of(pointer + "/either", test.Either, ends, per));
    }

    static IEnumerable<Fault> Asked(string pointer, AttributeTest test)
    {
        var isAsked = test.Stated || test.NotStated || test.Is.Count + test.IsNot.Count > 0 || test.SameAs is not null
            || test.AttributedTo is not null || AttributeMatching.HasLimits(test)
            || test.Any.Count + test.None.Count + test.Either.Count > 0;
        if (!isAsked || (test.Stated && test.NotStated))
        {
            yield return WrittenFaults.Wrong(
                pointer, "A question says what the answer must be, and not two opposites.");
        }
    }

    static IEnumerable<Fault> Answers(string pointer, AttributeTest test, Type[] ends)
    {
        if (test.AttributedTo is not null && !ends.All(OfLesions.Contains))
        {
            yield return WrittenFaults.Wrong(
                pointer + "/attributedTo", "Only what is of a lesion, group or tumour is somebody's.");
        }

        if (AttributeMatching.HasLimits(test) && !ends.All(Numbers.Contains))
        {
            yield return WrittenFaults.Wrong(pointer, "Limits are of numbers, counts and quantities.");
        }

        if (AttributeMatching.HasLimits(test) && test.Unit is null && ends.Contains(typeof(Quantity)))
        {
            yield return WrittenFaults.Wrong(pointer + "/unit", "Limits of a quantity have a unit.");
        }

        if (AttributeMatching.HasLimits(test) && !(Least(test) <= Most(test)))
        {
            yield return WrittenFaults.Wrong(pointer, "No number is within these limits.");
        }

        if (test.Is.Count + test.IsNot.Count > 0 || test.SameAs is not null)
        {
            foreach (var end in ends.Where(AttributeTypes.HasParts))
            {
                yield return WrittenFaults.Wrong(
                    pointer, $"No word says what a {Words.Kebab(end.Name)} is; ask for a part of it: "
                    + $"{string.Join(", ", AttributeTypes.Names(end))}.");
            }
        }

        foreach (var fault in Unknown(pointer + "/is", test.Is, ends)
                     .Concat(Unknown(pointer + "/isNot", test.IsNot, ends)))
        {
            yield return fault;
        }
    }

    static decimal Least(AttributeTest test) =>
        Math.Max(test.AtLeast ?? decimal.MinValue, test.Above ?? decimal.MinValue);

    static decimal Most(AttributeTest test) =>
        Math.Min(test.AtMost ?? decimal.MaxValue, test.Below ?? decimal.MaxValue);

    /// <summary>Words that the enumeration does not have; texts may be any.</summary>
    static IEnumerable<Fault> Unknown(string pointer, Items<string> words, Type[] ends)
    {
        if (!ends.All(end => end.IsEnum))
        {
            yield break;
        }

        var known = ends.SelectMany(end => Enum.GetValues(end).Cast<Enum>()).Select(Words.Of).ToHashSet();
        for (var at = 0; at < words.Count; at++)
        {
            if (!known.Contains(words[at], StringComparer.OrdinalIgnoreCase))
            {
                yield return WrittenFaults.Wrong($"{pointer}/{at}", WrittenFaults.There("word", known));
            }
        }
    }

    static IEnumerable<Fault> Subject(string pointer, AttributeTest test, Per per)
    {
        if (per is Per.Patient && test.AttributedTo is Whose.Subject)
        {
            yield return WrittenFaults.Wrong(pointer + "/attributedTo", "A measure per patient has no other subject.");
        }

        if (test.SameAs is not { } same)
        {
            yield break;
        }

        if (!same.StartsWith(AttributePath.Subject, StringComparison.Ordinal)
            || AttributeTypes.OfSubject(per).All(
                type => AttributeTypes.Along(type, same[AttributePath.Subject.Length..]).Wrong is not null))
        {
            yield return WrittenFaults.Wrong(
                pointer + "/sameAs", "It is compared with a member of the subject: subject.primarySite.organ.");
        }
    }
}
