using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Readings;

namespace NetTimeline.Measures.Management;

/// <summary>A procedure and the discharge that ended its stay; or why none can be named.</summary>
/// <param name="Procedure">That was done.</param>
/// <param name="Discharge">Null where there is none, or none is certainly it.</param>
/// <param name="Reason">Why there is none, in a sentence; null where there is.</param>
sealed record Stay(Stated<Procedure> Procedure, Stated<Encounter>? Discharge, string? Reason)
{
    public static IEnumerable<Stay> In(Course course)
    {
        var discharges = course.All<Encounter>().Where(each => each.Content.Type is EncounterType.Discharge).ToList();
        var procedures = course.Performed.ToList();
        return procedures.Select(procedure => Of(course, procedure, procedures, discharges));
    }

    /// <summary>
    /// The discharge that names the procedure; else the first one after it that names none, if no other procedure may
    /// lie between.
    /// </summary>
    static Stay Of(
        Course course, Stated<Procedure> procedure, List<Stated<Procedure>> procedures,
        List<Stated<Encounter>> discharges)
    {
        var named = discharges.Where(each => each.Content.After == procedure.Key).ToList();
        var after = named.Count > 0 ? named : discharges.Where(each => each.Content.After is null
            && course.IsNotAfter(procedure.Key, each.Key)).ToList();
        var first = after.Where(each => after.All(other => course.IsNotAfter(each.Key, other.Key))).ToList();
        return after.Count == 0 ? new Stay(procedure, null, $"No discharge after {procedure.Key} is recorded.")
            : first.Count == 0
                ? new Stay(procedure, null, $"Which discharge after {procedure.Key} was the first cannot be told.")
            : named.Count == 0 && Between(course, procedure, first[0], procedures) is { } other
                ? new Stay(procedure, null, $"{first[0].Key} may end the stay of {other.Key}, which may lie between.")
            : new Stay(procedure, first[0], null);
    }

    static Stated<Procedure>? Between(
        Course course, Stated<Procedure> procedure, Stated<Encounter> discharge, List<Stated<Procedure>> procedures)
    {
        var between = procedures.Where(other => other.Key != procedure.Key
            && course.Order(other.Key, procedure.Key) is not DateOrder.Before
            && course.Order(discharge.Key, other.Key) is not DateOrder.Before).ToList();
        return between.Count == 0 ? null : between[0];
    }
}
