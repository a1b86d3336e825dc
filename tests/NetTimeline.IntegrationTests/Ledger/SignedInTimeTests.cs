using System.Collections.Concurrent;
using System.Diagnostics;
using NetTimeline.EventStore;
using NetTimeline.IntegrationTests.EventStore;
using NetTimeline.IntegrationTests.Faults;
using NetTimeline.IntegrationTests.LocalPostgres;
using NetTimeline.Tests.EventStore;
using Xunit;

namespace NetTimeline.IntegrationTests.Ledger;

/// <summary>What was recorded is under a signed checkpoint within 15 seconds, also while 64 write at once.</summary>
public sealed class SignedInTimeTests(PostgresFixture postgres) : PostgresSpec(postgres)
{
    const int Writers = 64;

    static readonly TimeSpan Promised = TimeSpan.FromSeconds(15);
    static readonly TimeSpan Lasts = Volume.Of(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(60));
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(4);

    readonly TemporaryFolder temporary = new();
    readonly ConcurrentQueue<(long Position, long At)> answered = [];
    readonly List<(long Size, long At)> signed = [];

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        temporary.Dispose();
    }

    [Fact]
    public async Task Everything_is_signed_in_time_while_many_write()
    {
        await using var served = new ServedProcess(Database, "--ledger-folder", temporary.Below("ledger"));
        await served.StartAsync();

        var longest = await LongestAsync(Lasts);

        Chance.Say($"{answered.Count} appends, the longest unsigned for {longest.TotalSeconds:F1} s.");
        Assert.True(longest < Promised, $"Something was unsigned for {longest}.");
    }

    /// <summary>The control: that nobody signs for a while shows in what is measured.</summary>
    [Fact]
    public async Task While_nobody_signs_the_time_grows()
    {
        await using var served = new ServedProcess(Database, "--ledger-folder", temporary.Below("ledger"));
        var longest = LongestAsync(Pause);
        await Task.Delay(Pause, Cancellation);
        await served.StartAsync();

        Assert.True(await longest > Pause, $"Only {await longest}, and nobody signed for {Pause}.");
    }

    /// <summary>From an answer to the first checkpoint that covers it, as a reader of the table sees it.</summary>
    async Task<TimeSpan> LongestAsync(TimeSpan lasts)
    {
        var store = OpenStore();
        var start = Stopwatch.GetTimestamp();
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(start) < lasts)
            {
                var done = await AppendedAsync(store, Appends.Begin(Guid.NewGuid(), null, Appends.Event("{}")));
                answered.Enqueue((done.LastPosition, Stopwatch.GetTimestamp()));
            }
        })));
        await WatchAsync(writing);
        var last = signed[^1].Size;
        return answered.Where(each => each.Position <= last)
            .Select(each => Stopwatch.GetElapsedTime(each.At, FirstCovering(each.Position)))
            .Max();
    }

    /// <summary>Until everything that was written is signed.</summary>
    async Task WatchAsync(Task writing)
    {
        await using var reader = new LedgerReader(Database, LedgerLog.Events);
        var epoch = (await reader.EpochsAsync(Cancellation))[0];
        while (true)
        {
            var isOver = writing.IsCompleted;
            var size = (await reader.NewestCheckpointAsync(epoch, Cancellation))?.Size ?? 0;
            if (size > (signed.Count == 0 ? 0 : signed[^1].Size))
                signed.Add((size, Stopwatch.GetTimestamp()));
            if (isOver && size >= answered.Max(each => each.Position))
                break;
            await Task.Delay(TimeSpan.FromMilliseconds(20), Cancellation);
        }

        await writing;
    }

    long FirstCovering(long position)
    {
        var place = signed.BinarySearch((position, long.MinValue));
        return signed[place < 0 ? ~place : place].At;
    }
}
