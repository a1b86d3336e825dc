using System.Runtime.CompilerServices;
using NodaTime;

namespace NetTimeline.EventStore;

/// <summary>
/// The event store on PostgreSQL, in a Marten event store's tables. The database must have been brought up to
/// date by <see cref="SchemaMigration"/>; any number of these may work on it at the same time, in any number
/// of servers.
/// </summary>
/// <remarks>
/// Appends that wait at the same time are committed together. An answer "appended" means that the events
/// survive a crash of the database: durability is switched on for the appending connection whatever the
/// server's default is. After a lost connection the store looks up what became of the append before it
/// answers.
/// </remarks>
public sealed class PostgresEventStore : IEventStore, IAsyncDisposable
{
    const int FollowedAtOnce = 500;

    readonly AppendSession session;
    readonly Upkeep upkeep;
    readonly LogWriter<PendingAppend, AppendResult> writer;
    readonly EventReader reader;
    readonly AppendedSignal appended;
    readonly TimeSpan pollEvery;
    readonly Action admit;
    bool disposed;

    /// <param name="connectionString">Names the database; whoever logs in must be a member of its app role,
    /// which whoever applied the migrations is.</param>
    /// <param name="clock">Gives the recorded times.</param>
    /// <param name="options">See there.</param>
    public PostgresEventStore(string connectionString, IClock clock, PostgresEventStoreOptions options)
    {
        session = new(Connections.ForAppending(connectionString), options.ClockTolerance, options.Random);
        upkeep = new(Connections.ForUpkeep(connectionString));
        writer = new(
            new(session, clock, options.AttemptsMax), upkeep.FallBehind, options.WaitingAppendsMax,
            options.EventsPerCommitMax);
        reader = new(Connections.ForReading(connectionString));
        appended = new(Connections.ForListening(connectionString));
        admit = options.Admit;
        pollEvery = options.PollEvery.ToTimeSpan();
    }

    /// <summary>
    /// As the interface says. Cancellation counts until the append is taken up to be committed, which is at
    /// most one commit later; from then on the answer is waited for, since giving up would not undo anything.
    /// </summary>
    public Task<AppendResult> AppendAsync(Append append, CancellationToken cancellation)
    {
        WellFormed.Check(append);
        admit();
        return writer.AppendAsync(new(append), cancellation);
    }

    public Task<IReadOnlyList<StoredEvent>> ReadStreamAsync(
        Guid stream, long afterVersion, CancellationToken cancellation) =>
        reader.ReadStreamAsync(stream, afterVersion, cancellation);

    public Task<IReadOnlyList<StoredEvent>> ReadAllAsync(
        long afterPosition, int max, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        return reader.ReadAllAsync(afterPosition, max, cancellation);
    }

    /// <summary>
    /// As the interface says; a database that is away for a while is waited for. Anything else that goes
    /// wrong is thrown.
    /// </summary>
    public async IAsyncEnumerable<StoredEvent> FollowAsync(
        long afterPosition, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            var more = appended.Next;
            var page = await ReadPageOrNothingAsync(afterPosition, cancellation);
            foreach (var item in page)
            {
                cancellation.ThrowIfCancellationRequested();
                afterPosition = item.Position;
                yield return item;
            }

            if (page.Count < FollowedAtOnce)
            {
                await more.WaitAsync(pollEvery, cancellation)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            cancellation.ThrowIfCancellationRequested();
        }
    }

    public Task<AppendResult?> FindCommandAsync(CommandKey command, CancellationToken cancellation) =>
        reader.FindCommandAsync(command, cancellation);

    public Task<StreamHead?> FindStreamAsync(string streamKey, CancellationToken cancellation) =>
        reader.FindStreamAsync(streamKey, cancellation);

    public Task<StreamHead?> FindStreamAsync(Guid stream, CancellationToken cancellation) =>
        reader.FindStreamAsync(stream, cancellation);

    public Task<IReadOnlyDictionary<Guid, string>> FindStreamKeysAsync(
        IReadOnlyCollection<Guid> wanted, CancellationToken cancellation) =>
        reader.FindStreamKeysAsync(wanted, cancellation);

    public Task<long> LastPositionAsync(CancellationToken cancellation) => reader.LastPositionAsync(cancellation);

    public Task<IReadOnlyList<StreamHead>> ListStreamsAsync(
        string keyContains, string? afterKey, int max, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        return reader.ListStreamsAsync(keyContains, afterKey, max, cancellation);
    }

    /// <summary>Appends that wait are still committed and answered; new ones are refused.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, true))
            return;
        await writer.DisposeAsync();
        await session.DisposeAsync();
        await upkeep.DisposeAsync();
        await appended.DisposeAsync();
        await reader.DisposeAsync();
    }

    async Task<IReadOnlyList<StoredEvent>> ReadPageOrNothingAsync(
        long afterPosition, CancellationToken cancellation)
    {
        try
        {
            return await reader.ReadAllAsync(afterPosition, FollowedAtOnce, cancellation);
        }
        catch (EventStoreException error) when (error.DatabaseIsAway())
        {
            return [];
        }
    }
}
