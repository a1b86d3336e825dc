using System.Globalization;
using System.Text;
using NetTimeline.Domain.Values;
using NodaTime.Text;

namespace NetTimeline.Server.Access;

/// <summary>Draws who was shown what, for a person at a terminal: a line for each record.</summary>
static class AccessText
{
    static readonly InstantPattern ToTheSecond = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss'Z'");

    public static string Draw(AccessPageView page)
    {
        var text = new StringBuilder();
        foreach (var view in page.Records)
        {
            text.Append(CultureInfo.InvariantCulture, $"{view.Position,7}  {ToTheSecond.Format(view.RecordedAt)}  ")
                .AppendJoin(" · ", Said(view)).Append('\n');
        }

        return page.Next is { } next
            ? text.Append(CultureInfo.InvariantCulture, $"More come after {next}.\n").ToString()
            : text.Length == 0 ? "Nothing is recorded of this.\n" : text.ToString();
    }

    static IEnumerable<string> Said(AccessView view)
    {
        yield return view.Client is { } client ? $"{view.Actor} with {client}" : view.Actor;
        yield return view.Operation + (view.Phase is { } phase ? $" {Words.Of(phase)}" : "");
        yield return view.Patient?.Value ?? view.Stream?.ToString() ?? "no one patient";
        if (view.Outcome is not EventStore.AccessOutcome.Success)
        {
            yield return Words.Of(view.Outcome);
        }

        if (view.Version is { } version)
        {
            yield return $"version {version}";
        }

        if (view.Count is { } count)
        {
            yield return $"{count} shown";
        }

        if (view.LastsSeconds is { } seconds)
        {
            yield return $"and whatever else of it for {seconds} s";
        }

        if (view.Purpose is { } purpose)
        {
            yield return $"for {purpose}";
        }

        if (view.Source is { } source)
        {
            yield return $"from {source}";
        }
    }
}
