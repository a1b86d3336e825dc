using System.Globalization;
using System.Text;
using NetTimeline.EventStore;
using NetTimeline.IntegrationTests.Faults;
using NetTimeline.Ledger.Tree;
using NetTimeline.Tests.EventStore;
using Npgsql;
using Xunit;

namespace NetTimeline.IntegrationTests.Ledger.Tampering;

/// <summary>
/// A log as servers leave it behind, with checkpoints, the newest of which is also kept elsewhere; and what a test has
/// to know of it to change it. One for the tests of a class: what they change they undo.
/// </summary>
public sealed class SignedLog(PostgresFixture postgres) : IAsyncLifetime
{
    const int EventsPerAppendMax = 5;
    const int StreamsMax = 40;

    internal LogKey Key { get; private set; } = null!;

    internal string Database { get; private set; } = "";

    internal byte[] Outside { get; private set; } = [];

    internal IReadOnlyList<KnownEvent> Events { get; private set; } = [];

    internal IReadOnlyList<(long First, long Last)> Commits { get; private set; } = [];

    internal SignedAccess Access { get; private set; } = null!;

    /// <summary>Trusts the keys of both logs.</summary>
    internal string PolicyText => $"log {Access.Key.VerifierKey}\n{Key.PolicyText}";

    internal long Size => Events.Count;

    public async ValueTask InitializeAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        Database = await postgres.CreateDatabaseAsync(cancellation);
        await using var connection = new NpgsqlConnection(Database);
        await connection.OpenAsync(cancellation);
        Key = new LogKey(await OriginAsync(connection, "events", cancellation));
        await FillAsync(connection, Volume.Of(700, 2000), cancellation);
        Events = await connection.RowsAsync(
            "select id, stream_id, version from timeline.mt_events order by seq_id",
            row => new KnownEvent(row.GetGuid(0), row.GetGuid(1), row.GetInt64(2)), cancellation);
        Commits = await CommitsAsync(connection, "leaves", cancellation);
        Access = await SignedAccess.FillAsync(
            Database, connection, [.. Events.Select(each => each.Stream).Distinct()], cancellation);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal (long First, long Last) CommitOf(long position) =>
        Commits.Single(commit => commit.First <= position && position <= commit.Last);

    async Task FillAsync(NpgsqlConnection connection, int events, CancellationToken cancellation)
    {
        await using var store = new PostgresEventStore(Database, new ManualClock(), new());
        var dice = new Chance().Dice(0);
        var versions = new Dictionary<Guid, long>();
        for (var (filled, signed) = (0, 0); filled < events;)
        {
            List<Append> appends =
                [.. Enumerable.Range(0, dice.Next(1, 4)).Select(_ => NextAppend(dice, versions, ref filled))];
            foreach (var group in appends.GroupBy(append => append.Stream).Select(each => each.ToList()))
                Assert.All(
                    await Task.WhenAll(group.Select(append => store.AppendAsync(append, cancellation))),
                    answer => Assert.IsType<AppendResult.Appended>(answer));
            if (filled - signed > 120 || filled >= events)
            {
                Outside = await SignAsync(connection, Key, "events", filled, cancellation);
                signed = filled;
            }
        }
    }

    static Append NextAppend(Random dice, Dictionary<Guid, long> versions, ref int filled)
    {
        var stream = versions.Count < StreamsMax && dice.Next(3) == 0 || versions.Count == 0
            ? Guid.NewGuid()
            : versions.Keys.ElementAt(dice.Next(versions.Count));
        var version = versions.GetValueOrDefault(stream);
        NewEvent[] events =
        [
            .. Enumerable.Range(filled, dice.Next(1, EventsPerAppendMax + 1)).Select(number => Appends.Event(
                $$"""{"n":{{number}},"text":"é{{dice.Next()}}","value":{{dice.Next(1, 99)}}.10}""")),
        ];
        if (version == 0)
            events[0] = Appends.Event($$"""{"n":{{filled}},"registryKey":"key-{{stream:n}}","value":1.10}""");
        versions[stream] = version + events.Length;
        filled += events.Length;
        return version == 0
            ? Appends.Begin(stream, events: events)
            : Appends.Continue(stream, version, events);
    }

    internal static async Task<string> OriginAsync(
        NpgsqlConnection connection, string log, CancellationToken cancellation) => (await connection.RowsAsync(
        "select origin from timeline.epochs where log = $1", row => row.GetString(0), cancellation, log)).Single();

    internal static Task<List<(long First, long Last)>> CommitsAsync(
        NpgsqlConnection connection, string leaves, CancellationToken cancellation) => connection.RowsAsync(
        $"select first_position, last_position from timeline.{leaves} order by last_position",
        row => (row.GetInt64(0), row.GetInt64(1)), cancellation);

    /// <summary>The first tree of a log, of as many leaves as there are.</summary>
    internal static async Task<byte[]> SignAsync(
        NpgsqlConnection connection, LogKey key, string log, long size, CancellationToken cancellation)
    {
        var bytes = await connection.RowsAsync(
            $"select frontier from timeline.{(log == "access" ? "access_leaves" : "leaves")} where last_position = $1",
            row => row.GetFieldValue<byte[]>(0), cancellation, size);
        Assert.True(Frontier.TryRead(size, bytes.SingleOrDefault(), out var frontier));
        var note = key.Sign(size, frontier.Root());
        await StoreAsync(
            connection, log, epoch: 0, size, frontier.Root().Bytes.ToArray(), note.ToString(), cancellation);
        return note.ToBytes();
    }

    /// <summary>As the owner of the table, who alone can.</summary>
    internal static Task StoreAsync(
        NpgsqlConnection connection, string log, int epoch, long size, byte[] root, string note,
        CancellationToken cancellation) =>
        connection.DoAsync(string.Create(CultureInfo.InvariantCulture, $$"""
            do $$
            begin
                execute format('set local role %I', current_database() || '_owner');
                insert into timeline.checkpoints (log, epoch, size, signed_us, root, note) values (
                    '{{log}}', {{epoch}}, {{size}}, {{size}}, '\x{{Convert.ToHexString(root)}}',
                    convert_from('\x{{Convert.ToHexString(Encoding.UTF8.GetBytes(note))}}', 'UTF8'));
                reset role;
            end
            $$
            """), cancellation);
}

/// <summary>What a test knows of an event that it is going to change.</summary>
sealed record KnownEvent(Guid Id, Guid Stream, long Version);
