using FsCheck;
using FsCheck.Fluent;
using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using NodaTime;
using Xunit;

namespace NetTimeline.UnitTests.Dates;

/// <summary>
/// The calendar repeats itself after 400 years, which are 146,097 days: whatever entries say of time, in every unit.
/// </summary>
public sealed class FourHundredYearsProperties
{
    const int Days = 146_097;

    static readonly DatePoint[] Points =
    [
        DatePoint.Birth,
        .. Enumerable.Range(0, 5).Select(at => EntryKey.Parse($"e{at}"))
            .SelectMany(key => new[] { DatePoint.StartOf(key), DatePoint.EndOf(key), DatePoint.KnownOf(key) }),
    ];

    [Fact]
    public void A_history_that_is_moved_by_them_has_the_same_lengths_in_every_unit() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300),
        Prop.ForAll(DatedEntries.Any.ArrayOf().ToArbitrary(), entries =>
        {
            var each = entries.DistinctBy(entry => entry.Key).ToList();
            var here = StatementsOfTime.Network(each, birthYear: null);
            var there = StatementsOfTime.Network(each.Select(Moved), birthYear: null);
            return here.IsContradictory
                ? there.IsContradictory
                : Lengths(here).SequenceEqual(Lengths(there)) && Points.All(point =>
                    here.CertainDay(point)?.PlusDays(Days) == there.CertainDay(point));
        }));

    static IEnumerable<LengthBounds> Lengths(DateNetwork network) =>
        from a in Points
        from b in Points
        from unit in Enum.GetValues<LengthUnit>()
        select network.DifferenceIn(a, b, unit);

    static Entry Moved(Entry entry) => entry with
    {
        Occurred = Moved(entry.Occurred),
        Known = Moved(entry.Known),
        AlsoStated = [.. entry.AlsoStated.Select(date => Moved(date)!)],
    };

    static StatedDate? Moved(StatedDate? stated) => stated is null ? null : stated with { Date = Moved(stated.Date) };

    /// <summary>Every month and year too is as long as its like 400 years later.</summary>
    static ClinicalDate Moved(ClinicalDate date) => date switch
    {
        ClinicalDate.On { Date: { Day: not null } day } => new ClinicalDate.On(Moved(day.First)),
        ClinicalDate.On { Date: var several } => new ClinicalDate.Between(Moved(several.First), Moved(several.Last)),
        ClinicalDate.Between(var from, var to) => new ClinicalDate.Between(Moved(from.First), Moved(to.Last)),
        _ => date,
    };

    static CalendarDate Moved(LocalDate day) => CalendarDate.OfDay(day.PlusDays(Days));
}
