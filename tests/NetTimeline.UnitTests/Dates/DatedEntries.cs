using FsCheck;
using FsCheck.Fluent;
using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using NodaTime;
using static NetTimeline.UnitTests.Dates.Notes;

namespace NetTimeline.UnitTests.Dates;

/// <summary>Entries e0 to e4 that say by chance when they were, in every way in which that can be said.</summary>
static class DatedEntries
{
    static readonly Entry Blank = Notes.Entries([Note("blank", "{}")]).Single();

    static readonly Gen<EntryKey> Keys = Gen.Choose(0, 4).Select(n => EntryKey.Parse($"e{n}"));

    static readonly Gen<Anchor> Anchors =
        from key in Keys
        from point in Gen.Elements(AnchorPoint.Start, AnchorPoint.Start, AnchorPoint.End)
        from direction in Gen.Elements(Direction.After, Direction.Before)
        select new Anchor(key, point, direction);

    static readonly Gen<LengthOfTime> Lengths =
        Gen.Elements("P0D", "P1D", "P2D", "P1W", "P1M").Select(LengthOfTime.Parse);

    static readonly Gen<ClinicalDate> Dates = Gen.OneOf(
        Gen.Choose(0, 5).Select(day => (ClinicalDate)new ClinicalDate.On(Day(day))),
        Gen.Choose(0, 2).Select(day => (ClinicalDate)new ClinicalDate.Between(Day(day), Day(day + 2))),
        Gen.Elements("2019", "2019-04", "2019-05").Select(
            text => (ClinicalDate)new ClinicalDate.On(CalendarDate.Parse(text))),
        from length in Lengths
        from anchor in Anchors
        from exactly in Gen.Elements(null, LengthOfTime.Parse("P0D"), LengthOfTime.Parse("P1D"))
        select (ClinicalDate)new ClinicalDate.Offset(length, anchor, exactly),
        from length in Lengths
        from anchor in Anchors
        select (ClinicalDate)new ClinicalDate.AtLeast(length, anchor),
        Keys.Select(key => (ClinicalDate)new ClinicalDate.SameTimeAs(key)),
        Gen.Elements(new ClinicalDate.AtAge(29), new ClinicalDate.AtAge(69)).Select(age => (ClinicalDate)age));

    public static readonly Gen<Entry> Any =
        from key in Keys
        from date in Dates
        from alsoStated in Sometimes(Dates)
        from notBefore in Sometimes(Keys)
        from known in Sometimes(Dates)
        from duration in Sometimes(Lengths)
        select Blank with
        {
            Key = key,
            Occurred = StatedDate.Of(date) with { NotBefore = [.. notBefore] },
            AlsoStated = [.. alsoStated.Select(StatedDate.Of)],
            Known = known.Select(StatedDate.Of).FirstOrDefault(),
            Duration = duration.FirstOrDefault(),
        };

    static Gen<T[]> Sometimes<T>(Gen<T> what) =>
        Gen.Frequency((2, Gen.Constant(0)), (1, Gen.Constant(1))).SelectMany(count => what.ArrayOf(count));

    static CalendarDate Day(int day) => CalendarDate.OfDay(new LocalDate(2019, 5, 1).PlusDays(day));
}
