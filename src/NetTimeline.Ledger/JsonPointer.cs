namespace NetTimeline.Ledger;

/// <summary>JSON Pointer, RFC 6901.</summary>
public static class JsonPointer
{
    /// <summary>A member's name as a pointer has it.</summary>
    public static string Escape(string member) => member
        .Replace("~", "~0", StringComparison.Ordinal)
        .Replace("/", "~1", StringComparison.Ordinal);
}
