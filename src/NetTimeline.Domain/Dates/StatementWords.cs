using System.Globalization;
using NodaTime;

namespace NetTimeline.Domain.Dates;

/// <summary>A statement of time in words a clinician reads: "ct-2 is 1 year (0.5 to 1.5) after apr".</summary>
static class StatementWords
{
    /// <summary>Every statement of a chain, and those by which points on it are fixed to days.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<DateEdge> chain, DateNetwork network) =>
        chain.SelectMany(edge => OfDay(edge.Begin, network).Concat(OfDay(edge.End, network)).Prepend(Of(edge.Said)));

    static IEnumerable<string> OfDay(DatePoint point, DateNetwork network)
    {
        foreach (var said in network.FixedThrough(point))
        {
            yield return Of(said);
            point = said.From;
        }

        if (network.FixedDay(point) is { } day)
        {
            yield return $"{Subject(point)} on {Day(day)}";
        }
    }

    static string Of(StatedDifference said) => Plain(said) + said.By switch
    {
        Teller.OfEntry(var key) when key == said.To.Entry || key == said.From.Entry => "",
        Teller.OfEntry(var key) => $" (says {key})",
        Teller.Assumed => " (assumed)",
        _ => " (says the enrolment)",
    };

    static string Plain(StatedDifference said) => said switch
    {
        { From.Kind: DatePointKind.Origin } => $"{Subject(said.To)} {OnTheCalendar(said.Low, said.High)}",
        { Low: { } low, High: { } high } when low == default && high == default =>
            $"{Subject(said.To)} on the same day as {said.From}",
        { Low: { } low, High: null } when low == default => $"{Subject(said.To)} not before {said.From}",
        { Low: null, High: { } high } when high == default => $"{Subject(said.To)} not after {said.From}",
        _ when (said.High ?? said.Low)!.Value.NominalDays < 0 =>
            $"{Subject(said.To)} {Length(-said.High, -said.Low)} before {said.From}",
        _ => $"{Subject(said.To)} {Length(said.Low, said.High)} after {said.From}",
    };

    static string Subject(DatePoint point) => point.Kind is DatePointKind.Known
        ? $"{point.Entry} was known"
        : $"{point} is";

    static string OnTheCalendar(NominalLength? low, NominalLength? high) => (DayOf(low), DayOf(high)) switch
    {
        ({ } first, { } last) when first == last => $"on {Day(first)}",
        ({ } first, { } last) => $"between {Day(first)} and {Day(last)}",
        ({ } first, null) => $"not before {Day(first)}",
        (null, { } last) => $"not after {Day(last)}",
        _ => "on some day",
    };

    static LocalDate? DayOf(NominalLength? number) =>
        number is { } days ? DateNetwork.Day(days.NominalDays) : null;

    static string Length(NominalLength? low, NominalLength? high) => (low, high) switch
    {
        ({ } exactly, { } same) when exactly == same =>
            In(exactly, exactly.Months == 0 ? LengthUnit.Days : UnitOf(exactly)),
        ({ } least, { } most) => UnitOf((least + most) / 2) is var unit
            ? $"{In((least + most) / 2, unit)} ({Number(least, unit)} to {Number(most, unit)})"
            : "",
        ({ } least, null) => $"at least {In(least, UnitOf(least))}",
        (null, { } most) => $"at most {In(most, UnitOf(most))}",
        _ => "some time",
    };

    /// <summary>The unit in which the number is shortest.</summary>
    static LengthUnit UnitOf(NominalLength length) => length switch
    {
        { ExactDays: 0, Months: var months } when months % 6 == 0 => LengthUnit.Years,
        { ExactDays: 0 } => LengthUnit.Months,
        { Months: 0, ExactDays: var days } when days % 7 == 0 => LengthUnit.Weeks,
        _ => LengthUnit.Days,
    };

    static string In(NominalLength length, LengthUnit unit)
    {
        var (number, word) = (Number(length, unit), unit.ToString().ToLowerInvariant());
        return $"{number} {(number == "1" ? word[..^1] : word)}";
    }

    static string Number(NominalLength length, LengthUnit unit) => (unit switch
    {
        LengthUnit.Years => length.Months / 12,
        LengthUnit.Months => length.Months,
        LengthUnit.Weeks => length.ExactDays / 7,
        _ => length.NominalDays,
    }).ToString("0.##", CultureInfo.InvariantCulture);

    static string Day(LocalDate day) => CalendarDate.OfDay(day).ToString();
}
