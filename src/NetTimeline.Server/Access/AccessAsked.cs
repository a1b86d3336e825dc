using NetTimeline.EventStore;
using NetTimeline.Server.Http;
using NetTimeline.Server.OpenApi;
using static NetTimeline.Server.OpenApi.Place;

namespace NetTimeline.Server.Access;

/// <summary>Which records of the access log somebody wants to see.</summary>
/// <param name="Filter">By what they say.</param>
/// <param name="After">Beyond this position.</param>
/// <param name="Limit">The most on a page.</param>
sealed record AccessAsked(AccessFilter Filter, long After, int Limit)
{
    public const int LimitMax = 1000;
    public const int LimitDefault = 100;
    const int ActorCharactersMax = 128;

    /// <summary>As they are described.</summary>
    public static IReadOnlyList<Parameter> Parameters { get; } =
    [
        new("actor", Query, "string", "Only what this actor asked for; exactly.", "dr.tanaka"),
        new("from", Query, "string", "Only what was recorded then or later: a moment in UTC.", "2026-01-31T12:00:00Z"),
        new("to", Query, "string", "Only what was recorded before then.", "2026-02-28T12:00:00Z"),
        new("outcome", Query, "string", "Only success, not-found, refused or failed.", "refused"),
        new("after", Query, "integer", "Only what comes after this position of the access log.", "1200"),
        new("limit", Query, "integer", $"The most records: 1 to {LimitMax}; {LimitDefault} if left out.", "100"),
    ];

    /// <summary>What is wrong is noted in the inquiry.</summary>
    public static AccessAsked Read(Inquiry inquiry) => new(
        new AccessFilter(
            null, inquiry.Words("actor", ActorCharactersMax), inquiry.Moment("from"), inquiry.Moment("to"),
            inquiry.Word<AccessOutcome>("outcome") is { } outcome ? [outcome] : []),
        inquiry.Number("after", 0, long.MaxValue) ?? 0, (int)(inquiry.Number("limit", 1, LimitMax) ?? LimitDefault));

    public AccessAsked Of(Guid? patient) => this with { Filter = Filter with { Stream = patient } };

    /// <summary>A page, and where the next one begins.</summary>
    public async Task<(IReadOnlyList<RecordedAccess> Records, long? Next)> FindAsync(
        AccessLog log, CancellationToken cancellation)
    {
        var found = await log.ListAsync(Filter, After, Limit + 1, cancellation);
        return found.Count > Limit ? ([.. found.Take(Limit)], found[Limit - 1].Position) : (found, null);
    }
}
