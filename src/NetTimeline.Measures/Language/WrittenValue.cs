using NetTimeline.Domain.Entries;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Language;

/// <summary>The value of a written measure for one subject.</summary>
sealed class WrittenValue(WrittenMeasure written, MeasureDefinition definition, Course course, Entry? subject)
{
    readonly Instance instance = subject is null ? Instance.Patient : Instance.Of(subject.Key);

    /// <summary>Null where the subject has nothing that the definition speaks of.</summary>
    public MeasureValue? Value()
    {
        var start = new Selection(new Scope(course, subject, null)).Of(written.From);
        if (start.Occasion is not { } began)
        {
            return written.WithoutStart is WithoutStart.NotComputable
                ? definition.NotComputable(
                    instance, "Nothing that the interval begins with is recorded.", start.NotUsed)
                : null;
        }

        if (!start.Happened)
        {
            return definition.NotComputable(
                instance, $"Whether the interval began cannot be told: {Doubtful(start)}.", start.NotUsed);
        }

        var selection = new Selection(new Scope(course, subject, began));
        return Unmet(selection, began)
            ?? new WrittenInterval(written, definition, course, instance, start, selection).Value();
    }

    /// <summary>The first requirement that does not hold for certain.</summary>
    MeasureValue? Unmet(Selection selection, Occasion began)
    {
        foreach (var required in written.Requires)
        {
            var found = Asked(required, selection, began);
            if (found.Holds is not Likelihood.Yes)
            {
                var otherwise = found.Holds is Likelihood.No
                    ? required.Otherwise
                    : $"Whether this is so cannot be told: {required.Otherwise}";
                return definition.NotComputable(instance, found.Reason ?? otherwise, found.Evidence);
            }
        }

        return null;
    }

    ConditionFound Asked(Requirement required, Selection selection, Occasion began)
    {
        if (required.Condition is { } condition)
        {
            return Conditions.All[condition](course, subject, began);
        }

        var found = selection.Of((required.Happened ?? required.NotHappened)!);
        var happened = found.Happened ? Likelihood.Yes : found.Occasion is null ? Likelihood.No : Likelihood.Maybe;
        return new ConditionFound(
            required.Happened is not null ? happened : Likelihood.Yes - (int)happened, null,
            [.. found.Keys.Select(
                key => new Evidence(key, EvidenceRole.Condition, found.Doubts.GetValueOrDefault(key)))]);
    }

    internal static string Doubtful(Selected selected) => string.Join(
        "; ", selected.Keys.Select(key => $"{key} ({selected.Doubts.GetValueOrDefault(key) ?? "one of several"})"));
}
