using System.Collections.Concurrent;
using System.Diagnostics;
using NetTimeline.EventStore;
using NetTimeline.LocalPostgres;
using NetTimeline.Tests.EventStore;
using Npgsql;
using Xunit;

namespace NetTimeline.IntegrationTests.Faults;

/// <summary>
/// The disk under PostgreSQL fills up. PostgreSQL ends itself and cannot start; once there is room again, all goes on
/// without anybody doing anything.
/// </summary>
public sealed class DiskFullTests(PostgresFixture postgres) : FaultSpec(postgres)
{
    const string Ended = "PostgreSQL ended without being asked to; it is started again.";

    /// <summary>Starts that fail before there is room again.</summary>
    static readonly int StartsInVain = Volume.Of(2, 8);

    readonly ConcurrentQueue<string> said = [];

    [Fact]
    public async Task A_full_disk_loses_nothing_and_with_room_again_all_goes_on()
    {
        await using var disk = await SmallDisk.MountAsync(Cancellation);
        await using var server = await StartAsync(disk);
        await SchemaMigration.ApplyAsync(server.ConnectionString, Cancellation);
        await using var store = new PostgresEventStore(
            server.ConnectionString, new ManualClock(), new() { AttemptsMax = 3 });
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var writing = Writers.RunAsync([store], writers: 4, TimeSpan.Zero, ending.Token);
        await UntilStoredAsync(200, writing);

        disk.Fill();
        await EndByWantOfRoomAsync(server);
        while (said.Count(line => line == Ended) <= StartsInVain)
            await Task.Delay(TimeSpan.FromMilliseconds(50), Cancellation);
        disk.MakeRoom();
        var room = Stopwatch.GetTimestamp();
        await UntilStoredAsync(50, writing);
        Chance.Say(string.Join('\n', said));
        Chance.Say($"With room again it took {Stopwatch.GetElapsedTime(room).TotalSeconds:F1} s until all went on.");
        await ending.CancelAsync();
        await writing;

        await AssertNoFaultAsync(store);
    }

    /// <summary>The control: what was acknowledged without waiting for the disk is lost.</summary>
    [Fact]
    public async Task Without_durable_commits_a_full_disk_loses_what_was_acknowledged()
    {
        await using var disk = await SmallDisk.MountAsync(Cancellation);
        await using var server = await StartAsync(disk);
        await using var plain = await PlainTable.CreateAsync(server.ConnectionString, Cancellation);

        // Room for rows, so that it is the write-ahead log that finds none.
        await plain.RunAsync("insert into plain select 0 from generate_series(1, 20000)", Cancellation);
        await plain.RunAsync("delete from plain", Cancellation);
        await plain.RunAsync("vacuum (truncate false) plain", Cancellation);
        disk.Fill();

        var told = await plain.InsertUntilItFailsAsync(
            "set synchronous_commit = off",
            "insert into plain select 1 from pg_logical_emit_message(true, '', repeat('x', 20000))",
            static _ => { });
        disk.MakeRoom();
        var kept = await CountAsync(plain);

        Chance.Say($"The control lost {told - kept} of {told}.");
        Assert.InRange(kept, 0, told - 1);
    }

    Task<LocalPostgresServer> StartAsync(SmallDisk disk) => LocalPostgresServer.StartAsync(
        new(Path.Combine(disk.Folder, "data"))
        {
            KeepRunning = true,
            Progress = said.Enqueue,
            Settings = new Dictionary<string, string> { ["wal_writer_delay"] = "10s" },
        },
        Cancellation);

    /// <summary>Asks for one file of the write-ahead log after the other until there is none to be had.</summary>
    async Task EndByWantOfRoomAsync(LocalPostgresServer server)
    {
        var unpooled = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Pooling = false };
        await using var source = NpgsqlDataSource.Create(unpooled);
        while (!said.Contains(Ended))
        {
            try
            {
                await using var command = source.CreateCommand(
                    "select pg_logical_emit_message(false, '', ''), pg_switch_wal()");
                await command.ExecuteNonQueryAsync(Cancellation);
            }
            catch (NpgsqlException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), Cancellation);
            }
        }
    }

    static async Task<long> CountAsync(PlainTable plain)
    {
        while (true)
        {
            try
            {
                return await plain.CountAsync(Cancellation);
            }
            catch (NpgsqlException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), Cancellation);
            }
        }
    }
}
