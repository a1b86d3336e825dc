using NetTimeline.Domain;
using NetTimeline.Domain.Patients;
using NetTimeline.EventStore;
using NetTimeline.Journal.Json;
using NodaTime;

namespace NetTimeline.Journal.Changes;

/// <summary>
/// What was done to the records of all patients, event by event. Of one patient only that patient's events are read;
/// of all of them so many at a time, and the page says where to go on.
/// </summary>
/// <remarks>
/// Pages hang together by positions, which never change: whatever is appended meanwhile, each line is on one page.
/// Safe to use from many threads.
/// </remarks>
/// <param name="store">Where the events are.</param>
/// <param name="keys">Of the patients.</param>
/// <param name="forms">What is read of stored events.</param>
/// <param name="clinic">Days of recording are days in this zone.</param>
public sealed class ChangeLog(IEventStore store, RegistryKeys keys, StoredForms forms, DateTimeZone clinic)
{
    /// <summary>So many events are looked at for one page.</summary>
    public const int WalkedMax = 10_000;

    /// <summary>Of so many patients the whole history is read for one page.</summary>
    public const int HistoriesMax = 100;

    const int AtOnce = 500;

    public Task<ChangeLogPage> ReadAsync(ChangesWanted wanted, CancellationToken cancellation) =>
        wanted.Stream is { } stream ? OfStreamAsync(stream, wanted, cancellation) : OfAllAsync(wanted, cancellation);

    /// <summary>Every line of a patient, in the order of versions.</summary>
    public async Task<IReadOnlyList<ChangeLine>> HistoryOfAsync(Guid stream, CancellationToken cancellation)
    {
        var stored = await store.ReadStreamAsync(stream, 0, cancellation).ConfigureAwait(false);
        return ChangeLine.Of(await keys.FindAsync(stream, cancellation).ConfigureAwait(false), stored, forms);
    }

    async Task<ChangeLogPage> OfStreamAsync(Guid stream, ChangesWanted wanted, CancellationToken cancellation)
    {
        var lines = (await HistoryAsync(stream, wanted, cancellation).ConfigureAwait(false))
            .Where(line => wanted.MayFit(line.Stored) && wanted.IsAfter(line.Stored.Position));
        var ordered = wanted.NewestFirst ? lines.Reverse() : lines;
        var found = ordered.Take(wanted.Limit + 1).ToList();
        return found.Count > wanted.Limit
            ? new([.. found.Take(wanted.Limit)], found[wanted.Limit - 1].Stored.Position)
            : new([.. found], null);
    }

    /// <summary>Every line of a patient, as far as the history decides whether it is wanted.</summary>
    async Task<IReadOnlyList<ChangeLine>> HistoryAsync(
        Guid stream, ChangesWanted wanted, CancellationToken cancellation)
    {
        var lines = await HistoryOfAsync(stream, cancellation).ConfigureAwait(false);
        var timely = wanted.LateDays is { } days ? [.. ChangeLine.RecordedLater(lines, days, clinic)] : lines;
        return wanted.Entry is { } entry ? [.. timely.Where(line => line.IsAbout(entry))] : timely;
    }

    async Task<ChangeLogPage> OfAllAsync(ChangesWanted wanted, CancellationToken cancellation)
    {
        var walk = await RangeAsync(wanted, cancellation).ConfigureAwait(false);
        var page = new Page(wanted.Limit);
        while (!walk.IsEmpty)
        {
            var read = await ReadAsync(walk, wanted.NewestFirst, cancellation).ConfigureAwait(false);
            var names = await keys
                .FindAsync(read.Where(each => IsAlone(each, wanted)).Select(each => each.Stream), cancellation)
                .ConfigureAwait(false);
            foreach (var stored in read)
            {
                if (page.IsFull || !await AddAsync(page, stored, names, wanted, cancellation).ConfigureAwait(false))
                {
                    return page.To(page.Seen);
                }

                (page.Seen, page.Walked) = (stored.Position, page.Walked + 1);
            }

            walk = walk.After(page.Seen!.Value, wanted.NewestFirst);
        }

        return page.To(null);
    }

    /// <summary>False where the page has read as much as it may.</summary>
    async Task<bool> AddAsync(
        Page page, StoredEvent stored, IReadOnlyDictionary<Guid, RegistryKey> names, ChangesWanted wanted,
        CancellationToken cancellation)
    {
        if (page.Walked >= WalkedMax)
        {
            return false;
        }

        if (!wanted.MayFit(stored))
        {
            return true;
        }

        if (IsAlone(stored, wanted))
        {
            RegistryKey? key = names.TryGetValue(stored.Stream, out var name) ? name : null;
            page.Lines.Add(ChangeLine.Alone(key, stored, forms, PatientState.Initial));
            return true;
        }

        if (!page.Histories.TryGetValue(stored.Stream, out var history))
        {
            if (page.Histories.Count == HistoriesMax)
            {
                return false;
            }

            history = await HistoryAsync(stored.Stream, wanted, cancellation).ConfigureAwait(false);
            page.Histories.Add(stored.Stream, history);
        }

        page.Lines.AddRange(history.Where(line => line.Stored.Position == stored.Position));
        return true;
    }

    /// <summary>What is said of it does not depend on the history before.</summary>
    static bool IsAlone(StoredEvent stored, ChangesWanted wanted) =>
        stored.Act.Change == "creation" && wanted.LateDays is null && wanted.MayFit(stored);

    async Task<IReadOnlyList<StoredEvent>> ReadAsync(
        Positions walk, bool newestFirst, CancellationToken cancellation)
    {
        var count = (int)Math.Min(AtOnce, walk.End - walk.First);
        var first = newestFirst ? walk.End - count : walk.First;
        var read = await store.ReadAllAsync(first - 1, count, cancellation).ConfigureAwait(false);
        return newestFirst ? [.. read.Reverse()] : read;
    }

    /// <summary>Recorded times never go back along the log: a moment is found by halving.</summary>
    async Task<Positions> RangeAsync(ChangesWanted wanted, CancellationToken cancellation)
    {
        var end = await store.LastPositionAsync(cancellation).ConfigureAwait(false) + 1;
        var range = new Positions(
            wanted.From is { } from ? await FirstFromAsync(from, end, cancellation).ConfigureAwait(false) : 1,
            wanted.To is { } to ? await FirstFromAsync(to, end, cancellation).ConfigureAwait(false) : end);
        return wanted.After is { } after ? range.After(after, wanted.NewestFirst) : range;
    }

    async Task<long> FirstFromAsync(Instant moment, long end, CancellationToken cancellation)
    {
        var (low, high) = (1L, end);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            var found = await store.ReadAllAsync(middle - 1, 1, cancellation).ConfigureAwait(false);
            (low, high) = found[0].RecordedAt < moment ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <param name="End">The first one that is not among them.</param>
    readonly record struct Positions(long First, long End)
    {
        public bool IsEmpty => First >= End;

        public Positions After(long position, bool newestFirst) => newestFirst
            ? this with { End = Math.Min(End, position) }
            : this with { First = Math.Max(First, position + 1) };
    }

    sealed class Page(int limit)
    {
        public List<ChangeLine> Lines { get; } = [];

        public Dictionary<Guid, IReadOnlyList<ChangeLine>> Histories { get; } = [];

        public long? Seen { get; set; }

        public int Walked { get; set; }

        public bool IsFull => Lines.Count == limit;

        public ChangeLogPage To(long? next) => new([.. Lines], next);
    }
}
