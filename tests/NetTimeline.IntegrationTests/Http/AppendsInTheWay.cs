using NetTimeline.EventStore;
using NetTimeline.IntegrationTests.EventStore;

namespace NetTimeline.IntegrationTests.Http;

/// <summary>A store in which something may come between an append and the log.</summary>
/// <param name="store">The log.</param>
/// <param name="instead">Told of each append; null where the log shall answer.</param>
sealed class AppendsInTheWay(IEventStore store, Func<Append, AppendResult?> instead) : PassedOn(store)
{
    public override Task<AppendResult> AppendAsync(Append append, CancellationToken cancellation) =>
        instead(append) is { } answer ? Task.FromResult(answer) : base.AppendAsync(append, cancellation);
}
