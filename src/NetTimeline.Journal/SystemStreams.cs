using NetTimeline.EventStore;
using NetTimeline.Journal.Measures;

namespace NetTimeline.Journal;

/// <summary>The streams that are no patient's. Their keys are such as no registry can give.</summary>
public static class SystemStreams
{
    /// <summary>What was done to the ledger itself.</summary>
    public static StreamName Ledger { get; } = new(new Guid("6c656467-6572-4573-8000-000000000001"), "~ledger");

    public static IReadOnlySet<Guid> All { get; } = new HashSet<Guid> { MeasureEvents.Stream, Ledger.Id };
}
