namespace NetTimeline.Server.Ledger;

/// <summary>Why this server signs nothing.</summary>
/// <param name="Kind">Stable.</param>
/// <param name="Sentence">For people; says nothing of what was recorded.</param>
sealed record Standstill(string Kind, string Sentence)
{
    const string NoKeyKind = "no-key";
    const string OtherKeyKind = "other-key";

    /// <summary>The log itself is frozen, whichever server looks; else it is this server that cannot sign.</summary>
    public bool IsFrozen => Kind is not (NoKeyKind or OtherKeyKind);

    public static Standstill Smaller(string where, long signed, long size) => new(
        "smaller",
        $"{where} says that a tree of {signed} leaves was signed, and this database has {size}: it is older than what "
        + "was signed.");

    public static Standstill Inconsistent(string where, long signed) => new(
        "inconsistent",
        $"The tree of this database does not begin with the {signed} leaves that were signed according to {where}.");

    public static Standstill Broken(string sentence) => new("broken", sentence);

    public static Standstill Unreadable(string where) => new(
        "unreadable", $"{where} is no checkpoint of this log that its key has signed.");

    public static Standstill OfAnother(string where, string origin) => new(
        "other-log", $"{where} is of {origin}, which this database does not know.");

    public static Standstill NoKey(string file) => new(
        NoKeyKind, $"The log has a key already, and {file} is not there.");

    public static Standstill OtherKey(string file) => new(
        OtherKeyKind, $"{file} is none of the keys that sign this log.");

    public static Standstill BadKey(string file) => new(
        OtherKeyKind, $"{file} is not the PEM of a private key on P-256 in PKCS#8.");
}
