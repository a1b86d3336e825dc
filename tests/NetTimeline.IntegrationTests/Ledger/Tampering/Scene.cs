using NetTimeline.EventStore;
using NetTimeline.Ledger.Verification;
using NetTimeline.Tests.EventStore;
using Npgsql;
using Xunit;

namespace NetTimeline.IntegrationTests.Ledger.Tampering;

/// <summary>
/// A superuser at work: within a transaction that is undone he has the functions of the triggers let everything pass,
/// changes something, and puts the functions back as they were.
/// </summary>
sealed class Scene(SignedLog log, NpgsqlConnection connection, Random dice)
{
    const string LetPass = """
        create temporary table guards (made) on commit drop as
            select distinct pg_get_functiondef(t.tgfoid) from pg_trigger t
            where not t.tgisinternal and t.tgname <> 'tiles_part_root_and_middle';
        do $do$
        declare
            guard regproc;
        begin
            for guard in
                select distinct t.tgfoid::regproc from pg_trigger t
                where not t.tgisinternal and t.tgname <> 'tiles_part_root_and_middle' loop
                execute format(
                    $make$create or replace function %s() returns trigger language plpgsql as $body$
                    begin
                        if tg_op = 'DELETE' then
                            return old;
                        end if;
                        return new;
                    end
                    $body$$make$,
                    guard);
            end loop;
        end
        $do$;
        """;

    const string Guard = """
        do $do$
        declare
            guard text;
        begin
            for guard in select made from guards loop
                execute guard;
            end loop;
        end
        $do$;
        """;

    bool lets = true;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>For all that follows in the connection's transaction.</summary>
    public static Task LetPassAsync(NpgsqlConnection connection) => connection.DoAsync(LetPass, Cancellation);

    public SignedLog Log => log;

    public Random Dice => dice;

    public NpgsqlConnection Connection => connection;

    /// <summary>Any position, but for so many of the last.</summary>
    public long Position(int butLast = 0) => dice.NextInt64(1, log.Size - butLast + 1);

    public KnownEvent At(long position) => log.Events[(int)position - 1];

    /// <summary>Two positions, the smaller first.</summary>
    public (long, long) TwoPositions()
    {
        var first = Position(butLast: 1);
        return (first, dice.NextInt64(first + 1, log.Size + 1));
    }

    public Task DoAsync(string sql, params object?[] values) => connection.DoAsync(sql, Cancellation, values);

    public Task<List<T>> RowsAsync<T>(string sql, Func<NpgsqlDataReader, T> from, params object?[] values) =>
        connection.RowsAsync(sql, from, Cancellation, values);

    /// <summary>One bit of the bytes that a column has in one row.</summary>
    public Task FlipAsync(string table, string column, int bit, string where, params object?[] values) => DoAsync(
        $"update timeline.{table} set {column} = set_bit({column}, {bit}, 1 - get_bit({column}, {bit})) where {where}",
        values);

    /// <summary>To change the guards themselves; no row can be changed any more.</summary>
    public async Task GuardAsync()
    {
        if (lets)
            await DoAsync(Guard);
        lets = false;
    }

    public async Task<VerificationReport> VerifyAsync(bool withOutside = true)
    {
        await GuardAsync();
        return await LedgerVerification.RunAsync(
            connection,
            new(
                LogKey.PolicyOf(log.PolicyText), withOutside ? [log.Outside, log.Access.Outside] : [], Jobs: 1,
                ManualClock.Start),
            Cancellation);
    }
}
