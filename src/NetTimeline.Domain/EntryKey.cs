using System.Text.RegularExpressions;

namespace NetTimeline.Domain;

/// <summary>
/// Names one entry (or correction) within its patient. Chosen by the caller, so that a retry is recognised.
/// </summary>
/// <remarks>
/// 1 to 64 of <c>a-z 0-9 . _ -</c>, beginning with a letter or digit; never shaped like a UUID or a date, so
/// that an address or a question about knowledge cannot be misread.
/// </remarks>
public readonly partial record struct EntryKey
{
    EntryKey(string value) => Value = value;

    public string Value { get; }

    public static EntryKey Parse(string text) => TryParse(text, out var key)
        ? key
        : throw new FormatException("A key is 1 to 64 of a-z 0-9 . _ -, and neither a UUID nor a date.");

    public static bool TryParse(string? text, out EntryKey key)
    {
        var fits = KeyShape.Fits(text);
        key = fits ? new EntryKey(text!) : default;
        return fits;
    }

    public override string ToString() => Value;
}

/// <summary>
/// The name a registry gives a patient: unique over all patients, without identity in it. Same shape as
/// <see cref="EntryKey"/>.
/// </summary>
public readonly record struct RegistryKey
{
    RegistryKey(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse(string? text, out RegistryKey key)
    {
        var fits = KeyShape.Fits(text);
        key = fits ? new RegistryKey(text!) : default;
        return fits;
    }

    public override string ToString() => Value;
}

static partial class KeyShape
{
    public static bool Fits(string? text) =>
        text is { Length: >= 1 and <= 64 } && Shape().IsMatch(text) && !LooksLikeADate().IsMatch(text)
        && !Guid.TryParse(text, out _);

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();

    [GeneratedRegex(@"\A[0-9]{4}(-[0-9]{2}){0,2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex LooksLikeADate();
}
