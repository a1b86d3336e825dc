using NetTimeline.Domain;
using NetTimeline.Domain.Timelines;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Differences;

/// <summary>A value that two views of a patient do not agree on, and what moved it.</summary>
/// <param name="Measure">The definition's name.</param>
/// <param name="Of">What it is the value of.</param>
/// <param name="Before">Null where there was nothing to say.</param>
/// <param name="After">Null where there is nothing to say any more.</param>
/// <param name="By">
/// Entries and corrections that did it: those that changed among the entries it rests on in either view; where none of
/// them did, those that it rests on in one view only. Empty where these are the same too: then what others say moved
/// it.
/// </param>
public sealed record MeasureDifference(
    string Measure, Instance Of, MeasureValue? Before, MeasureValue? After, Items<EntryKey> By)
{
    /// <summary>
    /// In the order of the second view; what only the first one has comes last. Values differ by status, bounds, best
    /// number or categories; by other words of a reason or a remark they do not.
    /// </summary>
    /// <param name="before">Values of one view.</param>
    /// <param name="after">Values of the other, by the same definitions.</param>
    /// <param name="entries">What became of entries between the views.</param>
    public static Items<MeasureDifference> Between(
        IEnumerable<MeasureValue> before, IEnumerable<MeasureValue> after, IEnumerable<EntryDifference> entries)
    {
        var changed = entries.ToDictionary(each => each.Key, each => each.By);
        var (first, second) = (ByPlace(before), ByPlace(after));
        return
        [
            .. second.Keys.Concat(first.Keys.Where(place => !second.ContainsKey(place)))
                .Select(place => Pair(first.GetValueOrDefault(place), second.GetValueOrDefault(place), changed))
                .Where(pair => !MeasureValues.SayTheSame(pair.Before, pair.After)),
        ];
    }

    static MeasureDifference Pair(
        MeasureValue? before, MeasureValue? after, Dictionary<EntryKey, Items<EntryKey>> changed)
    {
        var (either, rests) = (after ?? before!, (Before: RestsOn(before), After: RestsOn(after)));
        var moved = rests.After.Where(key => !rests.Before.Contains(key) || changed.ContainsKey(key))
            .Concat(rests.Before.Where(key => !rests.After.Contains(key))).ToList();
        var others = moved.Where(changed.ContainsKey).ToList();
        return new MeasureDifference(
            either.Measure, either.Of, before, after,
            [.. (others.Count > 0 ? others : moved).SelectMany(key => changed.GetValueOrDefault(key) ?? [key])
                .Distinct()]);
    }

    static List<EntryKey> RestsOn(MeasureValue? value) => value is null
        ? []
        : [.. value.Evidence.Where(each => each.Role is not EvidenceRole.NotUsed)
            .Select(each => each.Entry).Distinct()];

    /// <summary>By measure and instance; should one have several values, in their order.</summary>
    static Dictionary<(string Measure, Instance Of, int At), MeasureValue> ByPlace(IEnumerable<MeasureValue> values) =>
        values.GroupBy(value => (value.Measure, value.Of))
            .SelectMany(group => group.Select((value, at) => (group.Key.Measure, group.Key.Of, At: at, Value: value)))
            .ToDictionary(each => (each.Measure, each.Of, each.At), each => each.Value);
}
