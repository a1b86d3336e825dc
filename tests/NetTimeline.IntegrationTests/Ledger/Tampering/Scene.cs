using NetTimeline.EventStore;
using NetTimeline.Ledger.Verification;
using NetTimeline.Tests.EventStore;
using Npgsql;
using Xunit;

namespace NetTimeline.IntegrationTests.Ledger.Tampering;

/// <summary>
/// A superuser at work: within a transaction that is undone he takes the triggers away, changes something, and puts
/// the triggers back as they were.
/// </summary>
sealed class Scene(SignedLog log, NpgsqlConnection connection, Random dice)
{
    const string Triggers = """
        do $$
        declare
            guard record;
        begin
            for guard in
                select tgrelid::regclass as relation, tgname from pg_trigger
                where not tgisinternal and tgenabled = '{from}' loop
                execute format('alter table %s {to} trigger %I', guard.relation, guard.tgname);
            end loop;
        end
        $$
        """;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

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

    public Task WithoutTriggersAsync() => SetTriggersAsync("A", "disable");

    public Task WithTriggersAsync() => SetTriggersAsync("D", "enable always");

    public Task<VerificationReport> VerifyAsync(bool withOutside = true) => LedgerVerification.RunAsync(
        connection, new(log.Key.Policy, withOutside ? [log.Outside] : [], Jobs: 1, ManualClock.Start), Cancellation);

    Task SetTriggersAsync(string from, string to) => DoAsync(Triggers
        .Replace("{from}", from, StringComparison.Ordinal).Replace("{to}", to, StringComparison.Ordinal));
}
