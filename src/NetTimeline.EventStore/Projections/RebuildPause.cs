namespace NetTimeline.EventStore;

/// <summary>How long nothing is rebuilt after rebuilds that broke: most would break again, and cost much.</summary>
static class RebuildPause
{
    static readonly TimeSpan First = TimeSpan.FromSeconds(30);

    static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <param name="failures">One after the other, since one was finished.</param>
    public static TimeSpan After(int failures) => failures == 0 ? TimeSpan.Zero
        : First * Math.Min(Math.Pow(2, failures - 1), Longest / First);
}
