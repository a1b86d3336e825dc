using NetTimeline.Domain;

namespace NetTimeline.Measures.Management;

/// <summary>Measures of this group that are computed in code.</summary>
static class CourseMeasures
{
    public static Items<Measure> All { get; } = [.. KidneyFunction.All];
}
