using System.Text.RegularExpressions;

namespace NetTimeline.Ledger.Notes;

/// <summary>
/// What logs are named by whoever runs them: a URL without its scheme, C2SP tlog-checkpoint. It is a line of every
/// checkpoint and the name of every key, so that it is kept to what both can hold.
/// </summary>
public static partial class LogOrigin
{
    /// <summary>The most characters, so that the names of logs and epochs fit behind it.</summary>
    public const int CharactersMax = 200;

    /// <summary>A host in lower case, a port or none, a path or none; nothing behind them.</summary>
    public static bool IsOne(string text) => text.Length <= CharactersMax && Form().IsMatch(text);

    [GeneratedRegex(
        @"\A[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:[1-9][0-9]{0,4})?(/[A-Za-z0-9._~-]+)*\z",
        RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
