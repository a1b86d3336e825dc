using NetTimeline.Domain.Entries;

namespace NetTimeline.Domain.Dates;

/// <summary>Turns what entries state of time into constraints of a <see cref="DateNetwork"/>.</summary>
public static class StatementsOfTime
{
    /// <summary>The network of these entries; retracted ones are not to be among them.</summary>
    /// <param name="entries">As they stand.</param>
    /// <param name="birthYear">From the enrolment.</param>
    public static DateNetwork Network(IEnumerable<Entry> entries, int? birthYear)
    {
        var network = new DateNetwork();
        if (birthYear is { } year)
        {
            var born = CalendarDate.Parse($"{year:0000}");
            network.Constrain(
                DatePoint.Origin, DatePoint.Birth, DateNetwork.Number(born.First), DateNetwork.Number(born.Last));
        }

        foreach (var entry in entries)
        {
            Add(network, entry);
        }

        return network;
    }

    /// <summary>Adds the known date of a reinterpretation, which has a key of its own.</summary>
    public static void AddKnown(DateNetwork network, EntryKey correction, StatedDate known) =>
        Add(network, DatePoint.KnownOf(correction), known);

    /// <summary>The network of two dates of one entry and nothing else.</summary>
    internal static DateNetwork OfTwo((DatePoint Point, StatedDate Date) a, (DatePoint Point, StatedDate Date) b)
    {
        var network = new DateNetwork();
        Add(network, a.Point, a.Date);
        Add(network, b.Point, b.Date);
        return network;
    }

    static void Add(DateNetwork network, Entry entry)
    {
        var (start, end, known) = (
            DatePoint.StartOf(entry.Key), DatePoint.EndOf(entry.Key), DatePoint.KnownOf(entry.Key));
        Add(network, start, entry.Occurred);
        Add(network, end, entry.Ended);
        foreach (var again in entry.AlsoStated)
        {
            Add(network, start, again);
        }

        foreach (var earlier in entry.Content.NotBefore())
        {
            network.Constrain(DatePoint.StartOf(earlier), start, 0, null);
        }

        AddDuration(network, entry, start, end);
        if (entry.Known is { } stated)
        {
            Add(network, known, stated);
        }

        var knownThen = entry.Known is null && entry.Content.Knowledge is Knowledge.WhenItOccurs;
        network.Constrain(start, known, 0, knownThen ? 0 : null);
    }

    static void AddDuration(DateNetwork network, Entry entry, DatePoint start, DatePoint end)
    {
        network.Constrain(start, end, 0, null);
        if (entry.Duration is { } duration)
        {
            var (low, high, strict) = Tolerance(duration, null);
            network.Constrain(start, end, low, high, highStrict: strict);
        }
    }

    static void Add(DateNetwork network, DatePoint point, StatedDate? stated)
    {
        if (stated is null or { Disputed: true })
        {
            return;
        }

        foreach (var earlier in stated.NotBefore)
        {
            network.Constrain(point.Beside(earlier), point, 0, null);
        }

        foreach (var later in stated.NotAfter)
        {
            network.Constrain(point, point.Beside(later), 0, null);
        }

        Add(network, point, stated.Date);
    }

    static void Add(DateNetwork network, DatePoint point, ClinicalDate date)
    {
        switch (date)
        {
            case ClinicalDate.On on:
                Between(network, point, on.Date, on.Date);
                break;
            case ClinicalDate.Between between:
                Between(network, point, between.From, between.To);
                break;
            case ClinicalDate.SameTimeAs same:
                network.Constrain(point.Beside(same.Entry), point, 0, 0);
                break;
            case ClinicalDate.PostoperativeDay day:
                network.Constrain(DatePoint.StartOf(day.Of), point, day.Day, day.Day);
                break;
            case ClinicalDate.AtAge age:
                network.Constrain(
                    DatePoint.Birth, point, age.Years * LengthOfTime.DaysPerYear,
                    (age.Years + 1m) * LengthOfTime.DaysPerYear, highStrict: true);
                break;
            case ClinicalDate.Offset offset:
                var (low, high, strict) = Tolerance(offset.Length, offset.PlusMinus);
                FromAnchor(network, point, offset.From, low, high, strict);
                break;
            case ClinicalDate.AtLeast atLeast:
                FromAnchor(network, point, atLeast.From, atLeast.Length.NominalDays, null, false);
                break;
        }
    }

    static void Between(DateNetwork network, DatePoint point, CalendarDate from, CalendarDate to) =>
        network.Constrain(
            DatePoint.Origin, point, DateNetwork.Number(from.First), DateNetwork.Number(to.Last));

    static void FromAnchor(
        DateNetwork network, DatePoint point, Anchor anchor, decimal low, decimal? high, bool strict)
    {
        var from = anchor.Point is AnchorPoint.End
            ? DatePoint.EndOf(anchor.Entry)
            : DatePoint.StartOf(anchor.Entry);
        if (anchor.Direction is Direction.After)
        {
            network.Constrain(from, point, low, high, highStrict: strict);
        }
        else
        {
            network.Constrain(point, from, low, high, highStrict: strict);
        }
    }

    /// <summary>The stated length ± its tolerance: lower end included, upper end excluded, days exact.</summary>
    static (decimal Low, decimal High, bool HighStrict) Tolerance(LengthOfTime length, LengthOfTime? plusMinus)
    {
        if (plusMinus is null && length.IsExact)
        {
            return (length.NominalDays, length.NominalDays, false);
        }

        var slack = plusMinus?.NominalDays ?? length.UnitDays / 2;
        return (length.NominalDays - slack, length.NominalDays + slack, slack > 0);
    }
}
