using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Survival;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Language;

/// <summary>A question that no selector can ask, such as whether somebody was free of disease when it began.</summary>
/// <param name="course">The patient's course.</param>
/// <param name="subject">What the value is of; null for the patient.</param>
/// <param name="start">Where the interval begins.</param>
public delegate ConditionFound Condition(Course course, Entry? subject, Occasion start);

/// <summary>How a condition was answered.</summary>
/// <param name="Holds">Maybe where the record leaves it open: then nothing is computed either.</param>
/// <param name="Reason">Why it does not hold, more precisely than the definition's own sentence; null for that.</param>
/// <param name="Evidence">What it was decided by.</param>
public sealed record ConditionFound(Likelihood Holds, string? Reason, Items<Evidence> Evidence);

/// <summary>The conditions that a written measure may name.</summary>
public static class Conditions
{
    /// <summary>By name, kebab-case.</summary>
    public static IReadOnlyDictionary<string, Condition> All { get; } = new Dictionary<string, Condition>
    {
        ["disease-free-at-start"] = DiseaseConditions.FreeAtStart,
    };
}
