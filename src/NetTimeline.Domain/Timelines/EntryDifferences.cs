using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;

namespace NetTimeline.Domain.Timelines;

/// <summary>Two views, entry by entry.</summary>
sealed class EntryDifferences(Timeline from, Timeline to, Changes changes)
{
    readonly DateNetwork before = from.Dates();
    readonly DateNetwork after = to.Dates();

    public Items<EntryDifference> All
    {
        get
        {
            var measuredFrom = MeasuredFrom();
            return [.. InOrder().Select(key => Of(key, measuredFrom))
                .Where(each => changes.Entries.Contains(each.Key) || each.Moved.Count > 0)];
        }
    }

    IEnumerable<EntryKey> InOrder() => to.Entries.Concat(to.PossiblyKnown)
        .Concat(from.Entries).Concat(from.PossiblyKnown).Select(each => each.Entry.Key).Distinct();

    EntryDifference Of(EntryKey key, DatePoint? measuredFrom)
    {
        var (was, becomes) = (changes.Before.GetValueOrDefault(key), changes.After.GetValueOrDefault(key));
        Items<DateDifference> moved = measuredFrom is { } origin && IsCertain(was) && IsCertain(becomes)
            ? [.. Moved(DatePoint.StartOf(key), origin), .. Moved(DatePoint.EndOf(key), origin)]
            : [];
        return new EntryDifference(
            key, was, becomes, was is null || becomes is null ? [] : MemberDifference.Between(was.Entry, becomes.Entry),
            moved,
            changes.Entries.Contains(key) ? changes.Doing(key) : [.. moved.SelectMany(each => each.By).Distinct()]);
    }

    IEnumerable<DateDifference> Moved(DatePoint point, DatePoint origin)
    {
        var (was, becomes) = (Bounds(before, origin, point), Bounds(after, origin, point));
        if (was == becomes)
        {
            yield break;
        }

        var told = before.Explain(origin, point).Entries.Concat(after.Explain(origin, point).Entries).ToHashSet();
        var others = told.Where(changes.Entries.Contains).ToItems();
        yield return new DateDifference(
            point, origin, was, becomes,
            others.Count > 0 ? [.. others.SelectMany(changes.Doing).Distinct()] : [.. told]);
    }

    /// <summary>On the calendar in whole days, as far as stated years and months leave them open.</summary>
    static DayBounds Bounds(DateNetwork network, DatePoint origin, DatePoint point)
    {
        if (origin != DatePoint.Origin)
        {
            return network.Difference(origin, point);
        }

        var (first, last) = network.Days(point);
        return new DayBounds(
            first is { } earliest ? DateNetwork.Number(earliest) : null, first is not null,
            last is { } latest ? DateNetwork.Number(latest) : null, last is not null);
    }

    /// <summary>
    /// The calendar where either view has a day; else the first entry both show that another date is counted from.
    /// Null where there is neither: then orders are all there is.
    /// </summary>
    DatePoint? MeasuredFrom()
    {
        if (HasDay(before, from) || HasDay(after, to))
        {
            return DatePoint.Origin;
        }

        var anchors = to.Entries.Select(shown => AnchorOf(shown.Entry)).OfType<EntryKey>().ToHashSet();
        var shared = to.Entries.FirstOrDefault(shown => anchors.Contains(shown.Entry.Key)
            && IsCertain(changes.Before.GetValueOrDefault(shown.Entry.Key)));
        return shared is null ? null : DatePoint.StartOf(shared.Entry.Key);
    }

    static EntryKey? AnchorOf(Entry entry) => entry.Occurred?.Date switch
    {
        ClinicalDate.Offset offset => offset.From.Entry,
        ClinicalDate.PostoperativeDay day => day.Of,
        _ => null,
    };

    static bool HasDay(DateNetwork network, Timeline timeline) => timeline.Entries.Any(shown =>
        network.Difference(DatePoint.Origin, DatePoint.StartOf(shown.Entry.Key)) is { Low: not null } or
        { High: not null });

    static bool IsCertain(TimelineEntry? shown) => shown is { Knownness: Knownness.Certainly, Retracted: false };
}
