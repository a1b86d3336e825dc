namespace NetTimeline.Domain.Dates;

/// <summary>
/// What somebody who asks supposes, though no entry says so: "if the first CT was on the day of the operation …".
/// Never recorded.
/// </summary>
public abstract record Assumption
{
    const string Same = "same:";

    Assumption() { }

    /// <summary>Both began on the same day.</summary>
    public sealed record SameTime(EntryKey A, EntryKey B) : Assumption
    {
        public override string ToString() => $"{Same}{A},{B}";
    }

    /// <summary>Reads <c>same:ct-1,lar</c> and nothing else; two different keys.</summary>
    public static bool TryParse(string? text, out Assumption? assumption)
    {
        assumption = null;
        if (text is null || !text.StartsWith(Same, StringComparison.Ordinal))
        {
            return false;
        }

        var keys = text[Same.Length..].Split(',');
        if (keys.Length == 2 && EntryKey.TryParse(keys[0], out var a) && EntryKey.TryParse(keys[1], out var b)
            && a != b)
        {
            assumption = new SameTime(a, b);
        }

        return assumption is not null;
    }
}
