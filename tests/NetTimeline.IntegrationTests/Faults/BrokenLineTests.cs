using NetTimeline.IntegrationTests.Http;
using NetTimeline.Server;
using Npgsql;
using Xunit;

namespace NetTimeline.IntegrationTests.Faults;

/// <summary>
/// The network between server and database resets connections within a message, is slow, and falls silent. Clients are
/// told to come again, and nothing else; what they were told is stored is stored once.
/// </summary>
public sealed class BrokenLineTests(PostgresFixture postgres) : FaultSpec(postgres)
{
    const int Writing = 8;
    const int ResetPercent = 1;

    static readonly TimeSpan Resetting = Volume.Of(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10));
    static readonly TimeSpan Slow = Volume.Of(TimeSpan.FromSeconds(3), TimeSpan.FromMinutes(1));
    static readonly TimeSpan Silent = Volume.Of(TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(30));

    [Fact]
    public async Task Whatever_the_network_does_clients_are_told_to_come_again_and_nothing_is_lost_or_doubled()
    {
        await using var line = new FaultyLine(Database, "");
        var log = new CapturedLog();
        await using var app = await TimelineServer.StartAsync(
            RunningServer.OptionsFor(line.ConnectionString, log) with { RequestTimeout = TimeSpan.FromSeconds(10) },
            Cancellation);
        using var client = RunningServer.ClientOf(app);
        using var ending = new CancellationTokenSource();
        var writers = new HttpWriters(Diary, Chance, client, blind: false);
        var writing = writers.RunAsync(0, Writing, ending.Token);

        line.Passes = ResetSome(Chance.Dice(0), ResetPercent);
        await Task.Delay(Resetting, Cancellation);
        line.Passes = static segment => segment.Bytes.Length;
        line.Latency = TimeSpan.FromMilliseconds(200);
        await Task.Delay(Slow, Cancellation);
        line.Latency = TimeSpan.Zero;
        line.FallSilent();
        await Task.Delay(Silent, Cancellation);
        line.Recover();
        var recovering = System.Diagnostics.Stopwatch.GetTimestamp();
        await UntilStoredAsync(Writing * 4, writing);
        var recovered = System.Diagnostics.Stopwatch.GetElapsedTime(recovering);
        await ending.CancelAsync();
        await writing;

        Chance.Say($"{line.Resets} resets; after the silence {recovered.TotalSeconds:F1} s until all went on.");
        Assert.Empty(writers.Surprises);
        Assert.NotEqual(0, line.Resets);
        await AssertNoFaultAsync(OpenStore());
    }

    /// <summary>The control: over the same resets whoever sends again blindly stores some rows twice.</summary>
    [Fact]
    public async Task Over_the_same_resets_sending_again_blindly_stores_some_twice()
    {
        await using var line = new FaultyLine(Database, "");
        await using var plain = await PlainTable.CreateAsync(Database, Cancellation);
        await using var behindTheLine = await PlainTable.CreateAsync(line.ConnectionString, Cancellation);
        line.Passes = ResetSome(Chance.Dice(0), ResetPercent);

        var told = 0;
        while (await plain.CountAsync(Cancellation) == told)
        {
            try
            {
                await behindTheLine.InsertAsync(told, Cancellation);
                told++;
            }
            catch (NpgsqlException)
            {
                // Once more.
            }
        }

        Assert.InRange(told, 0, await plain.CountAsync(Cancellation) - 1);
    }

    /// <summary>Anywhere within the message, also before its first byte.</summary>
    static Func<Segment, int> ResetSome(Random dice, int percent)
    {
        var gate = new Lock();
        return segment =>
        {
            lock (gate)
            {
                return dice.Next(100) < percent ? dice.Next(segment.Bytes.Length) : segment.Bytes.Length;
            }
        };
    }
}
