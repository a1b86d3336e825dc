using System.Globalization;
using NetTimeline.Journal.Json;
using NodaTime.Text;

namespace NetTimeline.Journal.Views;

/// <summary>
/// Draws a patient's log for a person at a terminal: when on the left, who did what and why on the right.
/// </summary>
public static class LogText
{
    const int VersionWidth = 5;

    static readonly InstantPattern ToTheSecond = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss'Z'");

    public static string Draw(ViewJson.LogPage log)
    {
        var page = new TextPage();
        page.Line($"{log.Patient}, version {log.Version}{Shown(log)}");
        page.Line("");
        foreach (var line in log.Events)
        {
            page.Row(When(line), string.Join(" · ", Said(line)), indent: 0);
        }

        return page.ToString();
    }

    static string Shown(ViewJson.LogPage log) =>
        log.Events.Count == log.Version ? ""
        : log.Events.Count == 0 ? ", nothing asked for"
        : $", shown {log.Events[0].Version} to {log.Events[^1].Version}";

    static string When(LogLineView line)
    {
        var version = line.Version.ToString(CultureInfo.InvariantCulture).PadLeft(VersionWidth);
        return $"{version}  {ToTheSecond.Format(line.RecordedAt)}";
    }

    static IEnumerable<string> Said(LogLineView line)
    {
        if (line.Actor is { } actor)
        {
            yield return line.Client is { } client ? $"{actor} with {client}" : actor;
        }

        yield return $"{line.Type.Replace('_', ' ')}{(line.Key is { } key ? $" {key}" : "")}";
        if (line.Corrects is { } corrected)
        {
            yield return $"corrects {corrected}";
        }

        if (line.Reason is { } reason)
        {
            yield return $"because: {reason}";
        }

        if (line.Summary is { } summary)
        {
            yield return summary;
        }

        if (line.By is { } author)
        {
            yield return $"by {author}";
        }

        if (line.Unreadable is { } why)
        {
            yield return why;
        }
    }
}
