using System.Globalization;
using NetTimeline.Domain.Dates;

namespace NetTimeline.Journal.Views;

/// <summary>The statements that bound a length of time, in words.</summary>
static class ChainWords
{
    const int MonthsPerYear = 12;

    /// <summary>One step, without who says so: "ct-2 is at least 2.5 years after lar".</summary>
    public static string Of(BoundStep step, bool isUpper)
    {
        if (step.From == DatePoint.Origin)
        {
            return $"{step.To} is {OnTheCalendar(step.Length, isUpper)}";
        }

        var isAhead = Sign(step.Length) >= 0;
        return Sign(step.Length) == 0
            ? Order(step, isUpper)
            : $"{step.To} is {Limit(isUpper == isAhead, step.Included)} {Size(step.Length)} "
                + $"{(isAhead ? "after" : "before")} {step.From}";
    }

    /// <summary>The whole bound: "at least 6.25 years".</summary>
    public static string Sum(BoundChain chain) =>
        chain.Steps.Count == 0 ? Together(default, true, chain.IsUpper) : Together(chain, chain.Steps[^1]);

    /// <summary>All steps up to this one: "at most 3 years before"; of a chain from the calendar a day.</summary>
    public static string Together(BoundChain chain, BoundStep upTo) => chain.Steps[0].From == DatePoint.Origin
        ? OnTheCalendar(upTo.Sum, chain.IsUpper)
        : Together(upTo.Sum, upTo.SumIncluded, chain.IsUpper);

    static string Together(NominalLength sum, bool included, bool isUpper) => Sign(sum) switch
    {
        0 => isUpper ? included ? "not after it" : "before it" : included ? "not before it" : "after it",
        > 0 => $"{Limit(isUpper, included)} {Size(sum)}",
        _ => $"{Limit(!isUpper, included)} {Size(sum)} before",
    };

    static string OnTheCalendar(NominalLength sum, bool isUpper) => DateNetwork.Day(sum.NominalDays) is { } day
        ? $"{(sum.Months == 0 ? "" : "about ")}not {(isUpper ? "after" : "before")} {CalendarDate.OfDay(day)}"
        : "on a day that no calendar has";

    static string Order(BoundStep step, bool isUpper) => (isUpper, step.Included) switch
    {
        (true, true) => $"{step.To} is not after {step.From}",
        (true, false) => $"{step.To} is before {step.From}",
        (false, true) => $"{step.To} is not before {step.From}",
        (false, false) => $"{step.To} is after {step.From}",
    };

    static string Limit(bool isMost, bool included) => (isMost, included) switch
    {
        (true, true) => "at most",
        (true, false) => "less than",
        (false, true) => "at least",
        (false, false) => "more than",
    };

    static int Sign(NominalLength length) => decimal.Sign(PlainNumber.Of(length.NominalDays));

    static string Size(NominalLength length)
    {
        var size = length.NominalDays < 0 ? -length : length;
        var (months, days) = (PlainNumber.Of(size.Months), PlainNumber.Of(size.ExactDays));
        return (months, days) switch
        {
            (0, _) => Count(days, "day"),
            (_, 0) => Months(months),
            (_, > 0) => $"{Months(months)} and {Count(days, "day")}",
            _ => $"{Months(months)} less {Count(-days, "day")}",
        };
    }

    /// <summary>In years from a year on, where that takes no more than two decimals.</summary>
    static string Months(decimal months) =>
        Math.Abs(months) >= MonthsPerYear && decimal.Round(months / MonthsPerYear, 2) * MonthsPerYear == months
            ? Count(PlainNumber.Of(months / MonthsPerYear), "year")
            : Count(months, "month");

    static string Count(decimal number, string unit) =>
        $"{decimal.Round(number, 2).ToString("0.##", CultureInfo.InvariantCulture)} {unit}{(number == 1 ? "" : "s")}";
}
