using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NodaTime;

namespace NetTimeline.Measures.Survival;

/// <summary>
/// Survival months as SEER counts them: unknown days and months are filled in, each halfway between the dates of the
/// same patient that enclose it, and whole months of 365.24 / 12 days are counted.
/// </summary>
/// <remarks>
/// Follows the published algorithm, version 2.2, without its variant that presumes the living alive at the end of a
/// study: a course has no such end. Its order of tumours is kept with all its consequences: where a month is missing
/// the sequence decides, so that the order is not transitive, and a tumour is put in from the end as by hand.
/// </remarks>
static class SeerSurvivalTime
{
    const decimal DaysPerMonth = 365.24m / 12;

    /// <param name="tumours">All of one patient; the result has the same order.</param>
    /// <param name="lastContact">Or death; null where unknown, and then nothing is counted.</param>
    /// <param name="birth">Narrows the first diagnosis where both are of one year; null where unknown.</param>
    public static Items<SeerSurvival> Of(
        IReadOnlyList<SeerTumour> tumours, CalendarDate? lastContact, CalendarDate? birth)
    {
        var sorted = Sorted(tumours);
        if (lastContact is null)
        {
            return [.. tumours.Select(_ => SeerSurvival.Unknown)];
        }

        var stated = sorted.Select(tumour => tumour.Diagnosed!).Append(lastContact).ToList();
        var filled = Filled(stated, birth);
        var found = sorted.Select((tumour, at) => Counted(stated[at], filled[at], lastContact, filled[^1])).ToList();
        NotNothing(found);
        var of = sorted.Zip(found).ToDictionary(each => each.First, each => each.Second);
        return [.. tumours.Select(tumour => of.GetValueOrDefault(tumour, SeerSurvival.Unknown))];
    }

    static List<SeerTumour> Sorted(IReadOnlyList<SeerTumour> tumours)
    {
        var sorted = new List<SeerTumour>();
        foreach (var tumour in tumours.Where(each => each.Diagnosed is not null))
        {
            var at = sorted.Count;
            while (at > 0 && IsBefore(tumour, sorted[at - 1]))
            {
                at--;
            }

            sorted.Insert(at, tumour);
        }

        return sorted;
    }

    static bool IsBefore(SeerTumour a, SeerTumour b)
    {
        var (left, right) = (a.Diagnosed!, b.Diagnosed!);
        return left.Year != right.Year ? left.Year < right.Year
            : left.Month is null || right.Month is null ? a.Sequence < b.Sequence
            : left.Month != right.Month ? left.Month < right.Month
            : left.Day is null || right.Day is null || left.Day == right.Day ? a.Sequence < b.Sequence
            : left.Day < right.Day;
    }

    /// <summary>Dates that lack a day come first: what they get encloses those that lack a month as well.</summary>
    static LocalDate[] Filled(List<CalendarDate> stated, CalendarDate? birth)
    {
        var filled = stated.Select(date => date.Day is null ? (LocalDate?)null : date.First).ToArray();
        foreach (var lacksMonth in (bool[])[false, true])
        {
            for (var at = 0; at < stated.Count; at++)
            {
                if (filled[at] is null && stated[at].Month is null == lacksMonth)
                {
                    filled[at] = Halfway(
                        stated[at],
                        at == 0 ? FirstDay(birth) : filled[..at].LastOrDefault(date => date is not null),
                        filled[(at + 1)..].FirstOrDefault(date => date is not null));
                }
            }
        }

        return [.. filled.Select(date => date!.Value)];
    }

    /// <summary>A neighbour of another month (or year) narrows nothing.</summary>
    static LocalDate Halfway(CalendarDate stated, LocalDate? before, LocalDate? after)
    {
        var earliest = before is { } low && Lies(low, stated) ? low : stated.First;
        var latest = after is { } high && Lies(high, stated) ? high : stated.Last;
        return earliest.PlusDays((int)Math.Floor(Period.DaysBetween(earliest, latest) / 2m));
    }

    static bool Lies(LocalDate day, CalendarDate within) => day >= within.First && day <= within.Last;

    static LocalDate? FirstDay(CalendarDate? birth) => birth?.Month is null ? null : birth.First;

    static SeerSurvival Counted(CalendarDate stated, LocalDate diagnosed, CalendarDate contact, LocalDate lastContact)
    {
        var days = Period.DaysBetween(diagnosed, lastContact);
        if (days < 0)
        {
            return SeerSurvival.Unknown;
        }

        var flag = stated.Day is null || contact.Day is null
            ? MayBeSameDay(stated, contact) ? SeerFlag.MissingMayBeNone : SeerFlag.MissingSome
            : days > 0 ? SeerFlag.CompleteSome : SeerFlag.CompleteNone;
        return new SeerSurvival(diagnosed, lastContact, days, (int)Math.Floor(days / DaysPerMonth), flag);
    }

    static bool MayBeSameDay(CalendarDate a, CalendarDate b) =>
        a.Year == b.Year && (a.Month is null || b.Month is null || a.Month == b.Month);

    /// <summary>Who lived on after a later tumour lived on after an earlier one.</summary>
    static void NotNothing(List<SeerSurvival> found)
    {
        var livedOn = false;
        for (var at = found.Count - 1; at >= 0; at--)
        {
            livedOn |= found[at].Flag is SeerFlag.CompleteSome or SeerFlag.MissingSome;
            if (livedOn && found[at].Flag is SeerFlag.MissingMayBeNone)
            {
                found[at] = found[at] with { Flag = SeerFlag.MissingSome };
            }
        }
    }
}

/// <summary>A tumour as the algorithm sees it; one of its own even where everything is equal.</summary>
/// <param name="diagnosed">Null where not even the year is known.</param>
/// <param name="sequence">Which of the patient's tumours, where dates do not tell.</param>
sealed class SeerTumour(CalendarDate? diagnosed, int sequence)
{
    public CalendarDate? Diagnosed { get; } = diagnosed;

    public int Sequence { get; } = sequence;
}

/// <param name="Diagnosed">As filled in; null where nothing is counted, as are the next three.</param>
/// <param name="LastContact">As filled in.</param>
/// <param name="Days">From one to the other.</param>
/// <param name="Months">Whole ones.</param>
/// <param name="Flag">How complete the dates were.</param>
sealed record SeerSurvival(LocalDate? Diagnosed, LocalDate? LastContact, int? Days, int? Months, SeerFlag Flag)
{
    public static SeerSurvival Unknown { get; } = new(null, null, null, null, SeerFlag.Unknown);
}

/// <summary>SEER's survival months flag, by its codes.</summary>
enum SeerFlag
{
    CompleteNone = 0,
    CompleteSome = 1,
    MissingMayBeNone = 2,
    MissingSome = 3,
    Unknown = 9,
}
