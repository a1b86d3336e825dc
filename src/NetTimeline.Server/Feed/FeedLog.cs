namespace NetTimeline.Server.Feed;

/// <summary>What is logged of following the log.</summary>
static partial class FeedLog
{
    [LoggerMessage(50, LogLevel.Warning,
        "The log cannot be followed for those who do so over HTTP ({Trouble}); it is tried again")]
    public static partial void Stumbled(ILogger log, string trouble);
}
