using NetTimeline.EventStore;
using NetTimeline.Journal;
using NetTimeline.Server.Http;
using NetTimeline.Server.Patients;
using Xunit;

namespace NetTimeline.IntegrationTests.Http;

/// <summary>A post that fails: whoever waits for it is told, and where nobody does any more the log is.</summary>
public sealed class LatePostTests : IDisposable
{
    static readonly PostHead Head = new("test", null, "request-1", new Precondition.None(), null);

    readonly TaskCompletionSource<Posting> posting = new();
    readonly CancellationTokenSource time = new();
    readonly CapturedLog log = new();

    public void Dispose()
    {
        time.Dispose();
        log.Dispose();
    }

    [Fact]
    public async Task Too_late_it_is_logged()
    {
        var waiting = Head.RecordedAsync(posting.Task, log, time.Token);
        await time.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        posting.SetException(new AppendOutcomeUnknownException("canary4711", new IOException("canary4711")));

        await Eventually.HoldsAsync(() => log.Text.Contains("request-1", StringComparison.Ordinal));
        Assert.StartsWith("Error What became of an append could not be learned", log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("canary4711", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_time_it_is_left_to_whoever_waits()
    {
        var waiting = Head.RecordedAsync(posting.Task, log, time.Token);

        posting.SetException(new AppendOutcomeUnknownException("no answer", new IOException("broken")));

        await Assert.ThrowsAsync<AppendOutcomeUnknownException>(() => waiting);
        Assert.Empty(log.Text);
    }

    [Fact]
    public async Task Given_up_with_the_request_it_is_nothing_to_tell()
    {
        var waiting = Head.RecordedAsync(posting.Task, log, time.Token);
        await time.CancelAsync();

        posting.SetCanceled(time.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Empty(log.Text);
    }
}
