using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Courses;

/// <summary>What whoever asks supposes, held against the record: a number that rests on it says so.</summary>
public static class CourseAssumptions
{
    /// <summary>Entries that are supposed something about and are not in the course, in the order of asking.</summary>
    public static Items<EntryKey> Unknown(Course course) =>
        [.. course.Assumptions.SelectMany(Named).Where(key => course.Find(key) is null).Distinct()];

    /// <summary>
    /// Why what is supposed cannot be so, in a sentence that names the entries against it; null where it can, also
    /// where the record contradicts itself without it.
    /// </summary>
    public static string? Contradiction(Course course)
    {
        var tellers = course.Dates.Contradicting;
        var supposed = tellers.OfType<Teller.Assumed>().Select(each => InWords(each.Assumption)).ToList();
        var against = tellers.Where(each => each is not Teller.Assumed).ToList();
        return supposed.Count == 0 ? null
            : against.Count == 0 ? $"It cannot all be supposed together: {string.Join("; ", supposed)}."
            : $"It cannot be that {string.Join(" and ", supposed)}: the dates of {string.Join(", ", against)} say "
                + "otherwise.";
    }

    /// <summary>For a sentence: "ct-1 and lar began on the same day".</summary>
    public static string InWords(Assumption assumption) => assumption switch
    {
        Assumption.SameTime(var a, var b) => $"{a} and {b} began on the same day",
        Assumption.AtAge(var entry, var years) => $"the patient was {years} years old at {entry}",
        _ => assumption.ToString(),
    };

    /// <summary>Each value that is another than without the assumptions says what was supposed.</summary>
    internal static Items<MeasureValue> Remarked(
        IEnumerable<MeasureValue> values, IEnumerable<MeasureValue> asRecorded, Items<Assumption> assumptions)
    {
        var before = asRecorded.ToLookup(value => value.Of);
        var supposed = $"Assuming that {string.Join(" and ", assumptions.Select(InWords))}";
        return [.. values.Select(value => before[value.Of].Any(other => MeasureValues.SayTheSame(value, other))
            ? value
            : value with { Remarks = value.Remarks.With(Remark(value, before[value.Of].FirstOrDefault())) })];

        string Remark(MeasureValue value, MeasureValue? other) =>
            other is null || MeasureText.Value(value) == MeasureText.Value(other)
            ? $"{supposed}."
            : $"{supposed}; as recorded it is {MeasureText.Value(other)}.";
    }

    static IEnumerable<EntryKey> Named(Assumption assumption) => assumption switch
    {
        Assumption.SameTime(var a, var b) => [a, b],
        Assumption.AtAge(var entry, _) => [entry],
        _ => [],
    };
}
