using Microsoft.Extensions.Logging.Abstractions;
using NetTimeline.EventStore;
using NetTimeline.IntegrationTests.Http;
using NetTimeline.Journal;
using NetTimeline.Server.Feed;
using NetTimeline.Tests.EventStore;
using NodaTime;
using Xunit;

namespace NetTimeline.IntegrationTests.Feed;

/// <summary>The one reader that all followers depend on.</summary>
public sealed class SharedTailTests
{
    const int Events = 300;

    static readonly Instant Noon = Instant.FromUtc(2026, 1, 31, 12, 0);

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_goes_wrong_while_reading_followers_get_what_comes_afterwards()
    {
        await using var log = new MemoryEventStore(new ManualClock(Noon));
        var store = new StumblingStore(log, times: 1);
        using var catchingUp = new SemaphoreSlim(1);
        using var said = new CapturedLog();
        await using var tail = new SharedTail(
            store, new ChangeFrames(new RegistryKeys(store)), catchingUp, said);
        var next = tail.NextAsync(0, Cancellation);
        await Eventually.HoldsAsync(() => said.Text.Contains("InvalidOperationException", StringComparison.Ordinal));

        await AppendAsync(store, "p");

        Assert.Equal([1], (await next.WaitAsync(TimeSpan.FromSeconds(30), Cancellation)).Select(each => each.Position));
        Assert.DoesNotContain("canary4711", said.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_of_several_events_leave_out_and_repeat_none()
    {
        await using var store = new MemoryEventStore(new ManualClock(Noon));
        using var catchingUp = new SemaphoreSlim(1);
        await using var tail = new SharedTail(
            store, new ChangeFrames(new RegistryKeys(store)), catchingUp, NullLogger.Instance);
        var seen = new List<long>();
        var writing = Task.Run(
            async () =>
            {
                for (var patient = 0; patient < Events; patient++)
                {
                    await AppendAsync(store, $"p-{patient}");
                }
            },
            Cancellation);

        while (seen.Count < Events)
        {
            var page = await tail.NextAsync(seen.Count, Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
            seen.AddRange(page.Select(each => each.Position));
        }

        await writing;
        Assert.Equal(Enumerable.Range(1, Events).Select(position => (long)position), seen);
    }

    static Task<AppendResult> AppendAsync(IEventStore store, string key) => store.AppendAsync(
        new Append(
            Guid.CreateVersion7(), Guid.CreateVersion7(), key, 0,
            [
                new NewEvent(
                    Guid.CreateVersion7(), "patient_enrolled", 1, "{}"u8.ToArray(),
                    new Act("test", null, "creation", null, null, null, null)),
            ],
            null),
        Cancellation);
}
