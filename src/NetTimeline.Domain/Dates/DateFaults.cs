using NetTimeline.Domain.Entries;

namespace NetTimeline.Domain.Dates;

/// <summary>What can be wrong with the dates of a statement by themselves.</summary>
static class DateFaults
{
    public static IEnumerable<Fault> Of(EntryDates dates) => Of("/occurred", dates.Occurred)
        .Concat(Of("/ended", dates.Ended))
        .Concat(Of("/known", dates.Known))
        .Concat(Parts.Each(dates.AlsoStated, (date, at) => Of($"/alsoStated/{at}", date)))
        .Concat(dates.Duration is { IsFractional: true }
            ? [Wrong("/duration", "A fraction does not say how fine it is; state the length in a smaller unit.")]
            : Array.Empty<Fault>())
        .Concat(dates.AlsoStated.Count > 0 && dates.Occurred is null
            ? [Wrong("/alsoStated", "A second statement of a date needs a first one in occurred.")]
            : Array.Empty<Fault>());

    public static IEnumerable<Fault> Of(string pointer, StatedDate? stated) => stated?.Date switch
    {
        ClinicalDate.Between between when between.From.First > between.To.Last =>
            [new Fault(Refusal.DatesContradict, pointer + "/to", "An interval does not end before it begins.")],
        ClinicalDate.Offset { PlusMinus: null, Length.IsFractional: true } => [Wrong(
            pointer + "/plusMinus",
            "A fraction does not say how fine it is: state plusMinus (6.5 years: P3M, if half-years are meant).")],
        ClinicalDate.PostoperativeDay { Day: < 0 or > 36500 } =>
            [Wrong(pointer + "/postoperativeDay", "A postoperative day counts from 0, the day of surgery.")],
        ClinicalDate.AtAge { Years: < 0 or > ClinicalDate.AtAge.YearsMax } =>
        [
            Wrong(pointer + "/age", $"An age is a number of completed years from 0 to {ClinicalDate.AtAge.YearsMax}."),
        ],
        _ => [],
    };

    static Fault Wrong(string pointer, string sentence) => new(Refusal.Malformed, pointer, sentence);
}
