using System.Globalization;
using NetTimeline.EventStore;
using NetTimeline.Tests.EventStore;

namespace NetTimeline.IntegrationTests.Faults;

/// <summary>
/// Clients of stores in this process, each with streams of its own. They note what they are told, and ask again, under
/// the same command key, where they were told nothing.
/// </summary>
sealed class StoreWriters(Diary diary, Chance chance)
{
    const int VersionsMax = 60;
    const int EventsMax = 5;

    /// <summary>Of 100 appends so many are such that the store has to refuse them or roll them back.</summary>
    const int RefusedPercent = 2;

    int runs;

    /// <summary>Runs until the cancellation, and then finishes what was begun.</summary>
    public Task RunAsync(
        IReadOnlyList<PostgresEventStore> stores, int writers, TimeSpan pauseMax, CancellationToken ending)
    {
        var run = Interlocked.Increment(ref runs);
        return Task.WhenAll(Enumerable.Range(0, writers).Select(number => Task.Run(
            () => WriteAsync(stores[number % stores.Count], (run * 1000) + number, pauseMax, ending),
            CancellationToken.None)));
    }

    async Task WriteAsync(PostgresEventStore store, int number, TimeSpan pauseMax, CancellationToken ending)
    {
        var dice = chance.Dice(number);
        var (stream, version) = (Guid.NewGuid(), 0L);
        for (var count = 1; !ending.IsCancellationRequested; count++)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"w{number}-{count}");
            var events = dice.Next(1, EventsMax + 1);
            if (dice.Next(100) < RefusedPercent)
            {
                await BeRefusedAsync(store, key, stream, version, events);
                continue;
            }

            await WriteOnceAsync(store, key, stream, version, events);
            (stream, version) = version < VersionsMax ? (stream, version + events) : (Guid.NewGuid(), 0);
            if (pauseMax > TimeSpan.Zero)
                await Task.Delay(dice.Next((int)pauseMax.TotalMilliseconds), CancellationToken.None);
        }
    }

    /// <summary>Asks until there is an answer.</summary>
    async Task WriteOnceAsync(PostgresEventStore store, string key, Guid stream, long version, int events)
    {
        while (await AskAsync(store, Append(key, stream, version, events), key) is not AppendResult.Appended)
            await Task.Delay(TimeSpan.FromMilliseconds(20), CancellationToken.None);
    }

    /// <summary>One that names a stale version, and one the database rolls back: its last event is no JSON.</summary>
    async Task BeRefusedAsync(PostgresEventStore store, string key, Guid stream, long version, int events)
    {
        var stale = $"{key}-stale";
        await AskAsync(store, Append(stale, stream, version + 7, events), stale);
        var broken = Append($"{key}-broken", Guid.NewGuid(), 0, events);
        await AskAsync(store, broken with { Events = [.. broken.Events, Appends.Event("{")] }, $"{key}-broken");
    }

    /// <summary>Null where there was no answer.</summary>
    async Task<AppendResult?> AskAsync(PostgresEventStore store, Append append, string key)
    {
        var (stream, events) = ($"{append.Stream}", append.Events.Count);
        try
        {
            var result = await store.AppendAsync(append, CancellationToken.None);
            await diary.NoteAsync(result is AppendResult.Appended told
                ? new(key, stream, events, Answer.Stored, told.FirstVersion, told.FirstPosition)
                : Told.Unanswered(key, stream, events, Answer.Refused));
            return result;
        }
        catch (EventStoreException)
        {
            await diary.NoteAsync(Told.Unanswered(key, stream, events, Answer.Refused));
            return null;
        }
        catch (AppendOutcomeUnknownException)
        {
            await diary.NoteAsync(Told.Unanswered(key, stream, events, Answer.Unknown));
            return null;
        }
    }

    static Append Append(string key, Guid stream, long version, int events) => new(
        Guid.NewGuid(), stream, version == 0 ? $"key-{stream:n}" : null, version,
        [.. Enumerable.Range(1, events).Select(part => Appends.Event($$"""{"key":"{{key}}.{{part}}"}"""))],
        Appends.Command(key));
}
