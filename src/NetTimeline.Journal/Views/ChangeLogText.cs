using System.Text.Json;
using NodaTime.Text;

namespace NetTimeline.Journal.Views;

/// <summary>
/// Draws the change log for a person at a terminal: position and time on the left, who did what on the right.
/// </summary>
public static class ChangeLogText
{
    const int ValueCharactersMax = 200;

    static readonly InstantPattern ToTheSecond = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss'Z'");

    public static string Draw(ChangeLogView log)
    {
        var page = new TextPage();
        foreach (var line in log.Lines)
        {
            page.Row($"{line.Position,6} {ToTheSecond.Format(line.RecordedAt)}", Act(line), indent: 0);
            foreach (var change in line.Changed.Where(_ => line.Change != "creation"))
            {
                page.Row("", Said(change, line), indent: 2);
            }
        }

        if (log.Lines.Count == 0)
        {
            page.Line("Nothing fits.");
        }

        if (log.Next is { } next)
        {
            page.Line($"There may be more, after {next}.");
        }

        return page.ToString();
    }

    static string Act(ChangeLineView line) => string.Join(" · ", Parts(line).OfType<string>());

    static IEnumerable<string?> Parts(ChangeLineView line) =>
    [
        line.Client is { } client ? $"{line.Actor} with {client}" : line.Actor,
        $"{line.Patient?.Value ?? "no patient"}, version {line.Version}",
        $"{line.Type.Replace('_', ' ')}{(line.Key is { } key ? $" {key}" : "")}",
        line.Corrects is { } corrected ? $"corrects {corrected}" : null,
        line.Reason is { } reason ? $"because: {reason}" : null,
        line.Source is { } source ? $"from {source}" : null,
        line.Change == "creation" ? line.Summary : null,
        line.RecordedLate is { } late ? $"recorded late, by at least {late.Low} days" : null,
        line.Unreadable,
        line.ErasedBy is { } by
            ? $"erased by {by.Actor}, version {by.Version}: {by.Authority}, {by.LegalBasis}, {by.Reason}"
            : null,
    ];

    /// <summary>Of statements that come or go as a whole, the one line that says them is enough.</summary>
    static string Said(StatementChangeView change, ChangeLineView line) => (change.Pointer, change.After) switch
    {
        ("", null) => $"{change.Of} is withdrawn",
        ("", _) => line.Summary ?? $"{change.Of} is stated",
        _ => $"{change.Of} {change.Pointer}: {Words(change.Before)} → {Words(change.After)}",
    };

    static string Words(JsonElement? json) => json switch
    {
        null => "nothing",
        { ValueKind: JsonValueKind.String } text => Cut($"“{text.GetString()}”"),
        { } other => Cut(other.GetRawText()),
    };

    static string Cut(string said) => said.Length <= ValueCharactersMax ? said : $"{said[..(ValueCharactersMax - 1)]}…";
}
