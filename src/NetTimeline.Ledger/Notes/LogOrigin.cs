using System.Globalization;
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

    /// <summary>
    /// What the tree is called that a log goes on as: <c>…/e1</c>. Where a database was restored from before its log
    /// went on, the name is taken by a tree that is lost, and the next one is <c>…/e1-2</c>.
    /// </summary>
    /// <param name="first">Of the log's first tree.</param>
    /// <param name="number">Of the epoch, from 1.</param>
    /// <param name="occurrence">From 1: how often there was an epoch of that number.</param>
    public static string OfEpoch(string first, int number, int occurrence) => occurrence == 1
        ? string.Create(CultureInfo.InvariantCulture, $"{first}/e{number}")
        : string.Create(CultureInfo.InvariantCulture, $"{first}/e{number}-{occurrence}");

    /// <summary>Whether a tree may be called so in an epoch of that number, from 1.</summary>
    public static bool IsOfEpoch(string origin, int number)
    {
        var at = origin.LastIndexOf("/e", StringComparison.Ordinal);
        var first = at < 0 ? "" : origin[..at];
        var dash = at < 0 ? -1 : origin.IndexOf('-', at);
        var told = dash < 0 ? "1" : origin[(dash + 1)..];
        _ = int.TryParse(told, NumberStyles.None, CultureInfo.InvariantCulture, out var occurrence);
        return occurrence > 0 && origin == OfEpoch(first, number, occurrence);
    }

    [GeneratedRegex(
        @"\A[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:[1-9][0-9]{0,4})?(/[A-Za-z0-9._~-]+)*\z",
        RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
