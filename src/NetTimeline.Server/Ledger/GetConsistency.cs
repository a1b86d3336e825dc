using NetTimeline.Server.Http;
using NetTimeline.Server.OpenApi;
using NetTimeline.Server.Patients;

namespace NetTimeline.Server.Ledger;

/// <summary>Shows that the tree of one size begins with the tree of another; both of the newest epoch.</summary>
static class GetConsistency
{
    public static void Map(RouteGroupBuilder ledger) => ledger
        .MapMethods("consistency", Reads.Methods, HandleAsync)
        .WithMetadata(LedgerOperations.Consistency);

    static async Task<IResult> HandleAsync(HttpContext context, Ledgers ledgers, CancellationToken cancellation)
    {
        var inquiry = new Inquiry(context);
        var log = inquiry.Word<LogName>("log") ?? LogName.Events;
        var from = inquiry.Number("from", 1, long.MaxValue);
        var to = inquiry.Number("to", 1, long.MaxValue);
        if (from is null)
        {
            inquiry.Wrong("from", "The size of the earlier tree is expected.");
        }

        if (from > to)
        {
            inquiry.Wrong("to", "The later tree is no smaller than the earlier.");
        }

        if (inquiry.Finish() is { } misunderstood)
        {
            return misunderstood;
        }

        var reader = ledgers.Of(log).Reader;
        var epoch = (await reader.EpochsAsync(cancellation))[^1];
        var newest = await reader.NewestCheckpointAsync(epoch, cancellation);
        var later = to ?? newest?.Size ?? 0;
        if (newest is null || later > newest.Size || from > later)
        {
            return Problem.Of(LedgerProblems.NothingSigned);
        }

        var proof = await reader.ConsistencyAsync(epoch, from!.Value, later, cancellation);
        return Answer.Json(StatusCodes.Status200OK, new ConsistencyView(
            epoch.Origin, from.Value, await RootAsync(from.Value), later, await RootAsync(later),
            [.. proof.Select(hash => Convert.ToBase64String(hash.Bytes))]));

        async Task<string> RootAsync(long size) =>
            Convert.ToBase64String((await reader.RootAsync(epoch, size, cancellation)).Bytes);
    }
}
