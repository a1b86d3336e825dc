using System.Globalization;
using NetTimeline.EventStore;
using NetTimeline.Tests.EventStore;

namespace NetTimeline.IntegrationTests.Faults;

/// <summary>
/// Clients of stores in this process, each with streams of its own. They note what they are told. Where they are told
/// nothing, every second one asks again under the same command key; the others have none, and turn to another stream.
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

            var isStored = await AskUntilAnsweredAsync(
                store, key, isKeyed: number % 2 == 0, () => Append(key, stream, version, events));
            (stream, version) = isStored && version < VersionsMax ? (stream, version + events) : (Guid.NewGuid(), 0);
            if (pauseMax > TimeSpan.Zero)
                await Task.Delay(dice.Next((int)pauseMax.TotalMilliseconds), CancellationToken.None);
        }
    }

    /// <summary>Whether it is stored; false also where nobody knows and asking again would not be safe.</summary>
    async Task<bool> AskUntilAnsweredAsync(
        PostgresEventStore store, string key, bool isKeyed, Func<Append> newAppend)
    {
        while (true)
        {
            var append = newAppend() with { Command = isKeyed ? Appends.Command(key) : null };
            var answer = await AskAsync(store, append, key);
            if (answer is not Answer.Failed && !(answer is Answer.Unknown && isKeyed))
                return answer is Answer.Stored;
            await Task.Delay(TimeSpan.FromMilliseconds(20), CancellationToken.None);
        }
    }

    /// <summary>One that names a stale version, and one the database rolls back: its last event is no JSON.</summary>
    async Task BeRefusedAsync(PostgresEventStore store, string key, Guid stream, long version, int events)
    {
        var stale = $"{key}-stale";
        await AskAsync(store, Append(stale, stream, version + 7, events), stale);
        var broken = Append($"{key}-broken", Guid.NewGuid(), 0, events);
        await AskAsync(store, broken with { Events = [.. broken.Events, Appends.Event("{")] }, $"{key}-broken");
    }

    async Task<Answer> AskAsync(PostgresEventStore store, Append append, string key)
    {
        var told = Told.Unanswered(key, $"{append.Stream}", append.Events.Count, Answer.Refused);
        try
        {
            if (await store.AppendAsync(append, CancellationToken.None) is AppendResult.Appended stored)
            {
                told = told with
                {
                    Answer = Answer.Stored,
                    FirstVersion = stored.FirstVersion,
                    FirstPosition = stored.FirstPosition,
                };
            }
        }
        catch (EventStoreException)
        {
            told = told with { Answer = Answer.Failed };
        }
        catch (AppendOutcomeUnknownException)
        {
            told = told with { Answer = Answer.Unknown };
        }

        await diary.NoteAsync(told);
        return told.Answer;
    }

    static Append Append(string key, Guid stream, long version, int events) => new(
        Guid.NewGuid(), stream, version == 0 ? $"key-{stream:n}" : null, version,
        [.. Enumerable.Range(1, events).Select(part => Appends.Event($$"""{"key":"{{key}}.{{part}}"}"""))],
        null);
}
