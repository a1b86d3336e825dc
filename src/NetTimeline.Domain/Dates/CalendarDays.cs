namespace NetTimeline.Domain.Dates;

/// <summary>
/// How many days months can be: "6 years and 3 months" is 2280 to 2284 days, depending on where in the calendar it
/// lies.
/// </summary>
/// <remarks>
/// Of the years 1901 to 2099, in which every fourth is a leap year; around 1900 and 2100 it may be a day less. Parts of
/// a month are taken in proportion.
/// </remarks>
static class CalendarDays
{
    const int CycleMonths = 48;
    const int CycleDays = 1461;

    static readonly int[] Ordinary = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

    static readonly int[] Leap = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

    static readonly int[] Cycle = [.. Ordinary, .. Ordinary, .. Ordinary, .. Leap];

    static readonly (int Shortest, int Longest)[] Within =
        [.. Enumerable.Range(0, CycleMonths).Select(months => (Sums(months).Min(), Sums(months).Max()))];

    /// <summary>The fewest days that so many months (not negative) can be.</summary>
    public static decimal Shortest(decimal months) => Proportional(months, whole => Within[whole].Shortest);

    /// <summary>The most days that so many months (not negative) can be.</summary>
    public static decimal Longest(decimal months) => Proportional(months, whole => Within[whole].Longest);

    static decimal Proportional(decimal months, Func<int, int> within)
    {
        decimal Whole(decimal count) =>
            (decimal.Floor(count / CycleMonths) * CycleDays) + within((int)(count % CycleMonths));

        var whole = decimal.Floor(months);
        var below = Whole(whole);
        return months == whole ? below : below + ((months - whole) * (Whole(whole + 1) - below));
    }

    /// <summary>The lengths of so many months from every month of four years on.</summary>
    static IEnumerable<int> Sums(int months) => Enumerable.Range(0, CycleMonths)
        .Select(first => Enumerable.Range(first, months).Sum(month => Cycle[month % CycleMonths]));
}
