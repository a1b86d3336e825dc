using System.Globalization;

namespace NetTimeline.Domain.Dates;

/// <summary>
/// What somebody who asks supposes, though no entry says so: "if the first CT was on the day of the operation …", "if
/// he was 53 at the operation …". Never recorded.
/// </summary>
public abstract record Assumption
{
    const string Same = "same:";
    const string Age = "age:";

    Assumption() { }

    /// <summary>Both began on the same day.</summary>
    public sealed record SameTime(EntryKey A, EntryKey B) : Assumption
    {
        public override string ToString() => $"{Same}{A},{B}";
    }

    /// <summary>The patient had completed so many years, and not one more, when the entry began.</summary>
    public sealed record AtAge(EntryKey Entry, int Years) : Assumption
    {
        public override string ToString() => $"{Age}{Entry},{Years.ToString(CultureInfo.InvariantCulture)}";
    }

    /// <summary>
    /// Reads <c>same:ct-1,lar</c> with two different keys, <c>age:lar,66</c> with an age a person can have, and nothing
    /// else.
    /// </summary>
    public static bool TryParse(string? text, out Assumption? assumption)
    {
        assumption = null;
        if (PartsAfter(Same, text) is [var first, var second])
        {
            assumption = EntryKey.TryParse(first, out var a) && EntryKey.TryParse(second, out var b) && a != b
                ? new SameTime(a, b)
                : null;
        }
        else if (PartsAfter(Age, text) is [var entry, var years])
        {
            assumption = EntryKey.TryParse(entry, out var key) && YearsOf(years) is { } completed
                ? new AtAge(key, completed)
                : null;
        }

        return assumption is not null;
    }

    static string[] PartsAfter(string word, string? text) =>
        text is not null && text.StartsWith(word, StringComparison.Ordinal) ? text[word.Length..].Split(',') : [];

    /// <summary>As it would be written back, so that two ways of writing are not two assumptions.</summary>
    static int? YearsOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var years)
        && years <= ClinicalDate.AtAge.YearsMax && text == years.ToString(CultureInfo.InvariantCulture)
            ? years
            : null;
}
