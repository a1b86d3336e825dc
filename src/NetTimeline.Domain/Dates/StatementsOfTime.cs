using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Patients;
using NodaTime;

namespace NetTimeline.Domain.Dates;

/// <summary>Turns what entries state of time into constraints of a <see cref="DateNetwork"/>.</summary>
public static class StatementsOfTime
{
    /// <summary>The network of these entries; retracted ones are not to be among them.</summary>
    /// <param name="entries">As they stand.</param>
    /// <param name="birthYear">From the enrolment.</param>
    public static DateNetwork Network(IEnumerable<Entry> entries, int? birthYear) =>
        Network(entries, birthYear, []);

    /// <summary>As above, under assumptions. One that names an entry nobody made tells nothing.</summary>
    public static DateNetwork Network(
        IEnumerable<Entry> entries, int? birthYear, IEnumerable<Assumption> assumptions) =>
        Network(new Testimony([.. entries.Select(entry => (entry, entry))], birthYear, [.. assumptions]));

    /// <summary>
    /// As above, of entries that may have been understood otherwise since. When they were known is told by how they
    /// were first understood, when they were so by how they are now.
    /// </summary>
    public static DateNetwork Network(IReadOnlyList<(Entry Now, Entry First)> entries, int? birthYear) =>
        Network(new Testimony(entries, birthYear, []));

    /// <summary>Adds the known date of a correction, where it has one.</summary>
    public static void AddKnown(DateNetwork network, PatientEvent correction)
    {
        if (KnownOf(correction) is { } said)
        {
            network.Testimony?.Add(correction);
            AddKnown(network, said.Key, said.Known, said.Entry);
        }
    }

    /// <summary>What is told again is told in the same order.</summary>
    internal static DateNetwork Network(Testimony testimony)
    {
        var network = new DateNetwork(new Testimony(testimony.Entries, testimony.BirthYear, testimony.Assumptions));
        network.Expect(testimony.Entries.Count);
        var tellers = Fixed(network, testimony.Entries);
        var born = testimony.BirthYear is { } year ? CalendarDate.Parse($"{year:0000}") : null;
        if (born is not null)
        {
            Between(network, DatePoint.Birth, born, born, new Teller.Enrolment());
        }

        for (var at = 0; at < tellers.Length; at++)
        {
            var (now, first) = testimony.Entries[at];
            Add(network, now, tellers[at]);
            AddKnown(network, first, FirstStart(now, first), tellers[at]);
        }

        if (born is not null)
        {
            NotBeforeBirth(network, testimony, born);
        }

        foreach (var correction in testimony.Corrections)
        {
            AddKnown(network, correction);
        }

        foreach (var assumption in testimony.Assumptions)
        {
            Assume(network, assumption);
        }

        return network;
    }

    /// <summary>
    /// A correction's own key, when it was understood, and the entry it is of; null where it does not say when.
    /// </summary>
    internal static (EntryKey Key, StatedDate Known, EntryKey? Entry)? KnownOf(PatientEvent correction)
    {
        (EntryKey Key, StatedDate? Known, EntryKey? Entry) said = correction switch
        {
            PatientEvent.EntryAmended amended => (amended.Key, amended.Known, amended.Replacement.Key),
            PatientEvent.EntryRedated redated => (redated.Key, redated.Known, redated.Entry),
            PatientEvent.LesionGroupSplit split => (split.Key, split.Known, null),
            PatientEvent.LesionsMerged merged => (merged.Key, merged.Known, null),
            _ => default,
        };
        return said.Known is { } known ? (said.Key, known, said.Entry) : null;
    }

    /// <summary>
    /// Nothing is before birth; said last, and not where the calendar tells as much, so that a course of exact days has
    /// nothing to search.
    /// </summary>
    static void NotBeforeBirth(DateNetwork network, Testimony testimony, CalendarDate born)
    {
        var certainlyBorn = DateNetwork.Number(born.Last);
        foreach (var (now, _) in testimony.Entries)
        {
            var start = DatePoint.StartOf(now.Key);
            if (now.Occurred is not null && !(ExactDay(now.Occurred) >= born.Last)
                && !(network.NumberFixed(start) >= certainlyBorn))
            {
                network.Constrain(DatePoint.Birth, start, 0, null, now.Key);
            }
        }
    }

    /// <summary>
    /// Adds the known date of a reinterpretation, which has a key of its own and comes after its entry's.
    /// </summary>
    static void AddKnown(DateNetwork network, EntryKey correction, StatedDate known, EntryKey? entry)
    {
        Fix(network, DatePoint.KnownOf(correction), ExactDay(known), correction);
        Add(network, DatePoint.KnownOf(correction), known, correction);
        if (entry is { } corrected)
        {
            network.Constrain(DatePoint.KnownOf(corrected), DatePoint.KnownOf(correction), 0, null, correction);
        }
    }

    /// <summary>The network of two dates of one entry and nothing else.</summary>
    internal static DateNetwork OfTwo(
        EntryKey entry, (DatePoint Point, StatedDate Date) a, (DatePoint Point, StatedDate Date) b)
    {
        var network = new DateNetwork();
        Add(network, a.Point, a.Date, entry);
        Add(network, b.Point, b.Date, entry);
        return network;
    }

    /// <summary>Days come first, so that what hangs on an entry hangs on its day; who tells of each.</summary>
    static Teller[] Fixed(DateNetwork network, IReadOnlyList<(Entry Now, Entry First)> entries)
    {
        var tellers = new Teller[entries.Count];
        for (var at = 0; at < tellers.Length; at++)
        {
            var (now, first) = entries[at];
            Fix(network, now, first, tellers[at] = now.Key);
        }

        return tellers;
    }

    static void Fix(DateNetwork network, Entry now, Entry first, Teller by)
    {
        Fix(network, DatePoint.StartOf(now.Key), ExactDay(now.Occurred), by);
        Fix(network, DatePoint.EndOf(now.Key), ExactDay(now.Ended), by);
        Fix(network, DatePoint.KnownOf(now.Key),
            ExactDay(first.Known) ?? (KnownWhenItOccurs(first) ? ExactDay(first.Occurred) : null), by);
    }

    static void Fix(DateNetwork network, DatePoint point, LocalDate? day, Teller by)
    {
        if (day is { } exact)
        {
            network.Fix(point, exact, by);
        }
    }

    static void Assume(DateNetwork network, Assumption assumption)
    {
        var by = new Teller.Assumed(assumption);
        switch (assumption)
        {
            case Assumption.SameTime(var a, var b):
                network.Constrain(DatePoint.StartOf(a), DatePoint.StartOf(b), 0, 0, by);
                break;
            case Assumption.AtAge(var entry, var years):
                Add(network, DatePoint.StartOf(entry), new ClinicalDate.AtAge(years), by);
                break;
        }
    }

    static DatePoint FirstStart(Entry now, Entry first) => now.Occurred == first.Occurred
        ? DatePoint.StartOf(now.Key)
        : DatePoint.FirstStartOf(now.Key);

    static void AddKnown(DateNetwork network, Entry first, DatePoint firstStart, Teller by)
    {
        var isAmended = firstStart != DatePoint.StartOf(first.Key);
        if (isAmended)
        {
            Add(network, firstStart, first.Occurred, by);
        }

        AddFixed(network, DatePoint.KnownOf(first.Key), first.Known, by);
        var atOnce = KnownWhenItOccurs(first);
        if (!isAmended && !atOnce && first.Known is null)
        {
            network.KnownNoEarlierThanStart(first.Key);
        }
        else if (isAmended || !atOnce || first.Occurred is not { IsExactDay: true })
        {
            network.Constrain(firstStart, DatePoint.KnownOf(first.Key), 0, atOnce ? 0 : null, by);
        }
    }

    static LocalDate? ExactDay(StatedDate? stated) =>
        stated is { IsExactDay: true } ? ((ClinicalDate.On)stated.Date).Date.First : null;

    static bool KnownWhenItOccurs(Entry entry) =>
        entry.Known is null && entry.Content.Knowledge is Knowledge.WhenItOccurs;

    static void Add(DateNetwork network, Entry entry, Teller by)
    {
        var (start, end) = (DatePoint.StartOf(entry.Key), DatePoint.EndOf(entry.Key));
        AddFixed(network, start, entry.Occurred, by);
        AddFixed(network, end, entry.Ended, by);
        foreach (var again in entry.AlsoStated)
        {
            Add(network, start, again, by);
        }

        foreach (var earlier in entry.Content.NotBefore())
        {
            network.Constrain(DatePoint.StartOf(earlier), start, 0, null, by);
        }

        if (entry.Lasts)
        {
            network.Constrain(start, end, 0, null, by);
        }

        if (entry.Duration is { } duration)
        {
            var begin = new Anchor(entry.Key, AnchorPoint.Start, Direction.After);
            FromAnchor(network, end, begin, duration, null, by);
        }
    }

    /// <summary>A day that was fixed before everything else is not told again.</summary>
    static void AddFixed(DateNetwork network, DatePoint point, StatedDate? stated, Teller by)
    {
        if (stated is { IsExactDay: true })
        {
            AddOrder(network, point, stated, by);
        }
        else
        {
            Add(network, point, stated, by);
        }
    }

    static void Add(DateNetwork network, DatePoint point, StatedDate? stated, Teller by)
    {
        if (stated is { Disputed: false })
        {
            AddOrder(network, point, stated, by);
            Add(network, point, stated.Date, by);
        }
    }

    static void AddOrder(DateNetwork network, DatePoint point, StatedDate stated, Teller by)
    {
        foreach (var earlier in stated.NotBefore)
        {
            network.Constrain(point.Beside(earlier), point, 0, null, by);
        }

        foreach (var later in stated.NotAfter)
        {
            network.Constrain(point, point.Beside(later), 0, null, by);
        }
    }

    static void Add(DateNetwork network, DatePoint point, ClinicalDate date, Teller by)
    {
        switch (date)
        {
            case ClinicalDate.On { Date.Day: not null } day:
                network.Fix(point, day.Date.First, by);
                break;
            case ClinicalDate.On on:
                Between(network, point, on.Date, on.Date, by);
                break;
            case ClinicalDate.Between between:
                Between(network, point, between.From, between.To, by);
                break;
            case ClinicalDate.SameTimeAs same:
                network.Constrain(point.Beside(same.Entry), point, 0, 0, by);
                break;
            case ClinicalDate.PostoperativeDay day:
                network.Constrain(DatePoint.StartOf(day.Of), point, day.Day, day.Day, by);
                break;
            case ClinicalDate.AtAge age:
                network.Constrain(
                    DatePoint.Birth, point, new NominalLength(0, age.Years * 12m),
                    new NominalLength(0, (age.Years + 1m) * 12), by, highStrict: true);
                break;
            case ClinicalDate.Offset offset:
                FromAnchor(network, point, offset.From, offset.Length, offset.PlusMinus, by);
                break;
            case ClinicalDate.AtLeast least:
                var shortest = least.Length.IsExact
                    ? Range(network, least.From, least.Length).Shortest
                    : least.Length.Nominal;
                FromAnchor(network, point, least.From, shortest, null, false, by);
                break;
        }
    }

    static void Between(DateNetwork network, DatePoint point, CalendarDate from, CalendarDate to, Teller by) =>
        network.Constrain(
            DatePoint.Origin, point, DateNetwork.Number(from.First), DateNetwork.Number(to.Last), by);

    /// <summary>
    /// The stated length ± its tolerance: lower end included, upper end excluded. What names days, or ± 0, is exact.
    /// </summary>
    static void FromAnchor(
        DateNetwork network, DatePoint point, Anchor anchor, LengthOfTime length, LengthOfTime? plusMinus, Teller by)
    {
        var slack = plusMinus?.Nominal ?? (length.IsExact ? default : length.Unit / 2);
        var (low, high) = slack == default
            ? Range(network, anchor, length)
            : (length.Nominal - slack, length.Nominal + slack);
        FromAnchor(network, point, anchor, low, high, slack != default, by);
    }

    static void FromAnchor(
        DateNetwork network, DatePoint point, Anchor anchor, NominalLength low, NominalLength? high, bool strict,
        Teller by)
    {
        var from = PointOf(anchor);
        if (anchor.Point is AnchorPoint.End)
        {
            network.Constrain(DatePoint.StartOf(anchor.Entry), from, 0, null, by);
        }

        if (anchor.Direction is Direction.After)
        {
            network.Constrain(from, point, low, high, by, strict);
        }
        else
        {
            network.Constrain(point, from, low, high, by, strict);
        }
    }

    static (NominalLength Shortest, NominalLength Longest) Range(
        DateNetwork network, Anchor anchor, LengthOfTime length) => length.IsFractional
            ? (length.Nominal, length.Nominal)
            : length.Days(network.FixedDay(PointOf(anchor)), anchor.Direction);

    static DatePoint PointOf(Anchor anchor) => anchor.Point is AnchorPoint.End
        ? DatePoint.EndOf(anchor.Entry)
        : DatePoint.StartOf(anchor.Entry);
}
