namespace NetTimeline.EventStore;

/// <summary>A new generation could not be made. The one that readers use goes on.</summary>
sealed class RebuildBrokenException(FoldFault fault) : Exception(fault.Sentence)
{
    public FoldFault Fault => fault;
}
