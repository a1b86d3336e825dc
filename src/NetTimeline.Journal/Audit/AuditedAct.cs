using System.Text.Json;
using NetTimeline.Journal.Changes;

namespace NetTimeline.Journal.Audit;

/// <summary>One act of a report: who, when, what and why, and every place that it changed.</summary>
static class AuditedAct
{
    public static Html Draw(ChangeLine line, AuditedLeaf leaf) => Html.Join(
        Html.Element("section.act", Title(line), Facts(line), Changed(line), Place(leaf)), new("\n"));

    static Html Title(ChangeLine line)
    {
        var key = line.Happened?.OwnKey is { } own ? $" {own}" : "";
        return Html.Element(
            "h3", $"{AuditReportPage.Number(line.Stored.Version)} · {line.Stored.Type.Replace('_', ' ')}{key}");
    }

    static Html Facts(ChangeLine line)
    {
        var (stored, act) = (line.Stored, line.Stored.Act);
        return AuditReportPage.Facts(
        [
            ("When", AuditReportPage.Moment(stored.RecordedAt)),
            ("Who", act.Client is { } client ? $"{act.Actor} with {client}" : act.Actor),
            ("What", act.Corrects is { } corrected ? $"{act.Change} of {corrected}" : act.Change),
            ("Why", act.Reason),
            ("Source", act.Source),
            ("Request", act.Request),
            ("Event", $"{stored.Id}"),
            ("Note", line.Unreadable),
        ]);
    }

    static Html Changed(ChangeLine line)
    {
        if (line.Changed.Count == 0)
        {
            return Html.Nothing;
        }

        return line.Changed.All(change => change is { Pointer: "", Before: null, After: not null })
            ? Html.Table("said", ["member", "says"], line.Changed
                .SelectMany(change => JsonDifference.Leaves(change.After!.Value))
                .Select(place => Html.Row("td", [place.Pointer, Said(place.After)])))
            : Html.Table("changed", ["member", "said before", "says now"], line.Changed.SelectMany(Rows));
    }

    static IEnumerable<Html> Rows(StatementChange change)
    {
        if (change.Pointer.Length > 0)
        {
            return [Row($"{change.Of}{change.Pointer}", change.Before, change.After)];
        }

        return Parts(change.Before, isBefore: true).Concat(Parts(change.After, isBefore: false));

        IEnumerable<Html> Parts(JsonElement? whole, bool isBefore) => whole is { } json
            ? JsonDifference.Leaves(json).Select(place => Row(
                $"{change.Of}{place.Pointer}", isBefore ? place.After : null, isBefore ? null : place.After))
            : [];
    }

    static Html Row(string place, JsonElement? before, JsonElement? after) => Html.Element(
        "tr",
        Html.Element("td", place),
        Html.Element("td", before is null ? Html.Text("–") : Html.Element("span.before", Said(before))),
        Html.Element("td", after is null ? "–" : Said(after)));

    static Html Place(AuditedLeaf leaf)
    {
        var state = (leaf.IsErased, leaf.IsSigned) switch
        {
            (true, _) => ", erased",
            (_, false) => ", not signed yet",
            _ => "",
        };
        return Html.Element(
            "p.hash", $"leaf {AuditReportPage.Number(leaf.Index)} of tree {AuditReportPage.Number(leaf.Epoch)}: "
                + $"{leaf.Hash}{state}");
    }

    /// <summary>Text as it is, anything else as JSON.</summary>
    static string? Said(JsonElement? json) => json switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { } other => other.GetRawText(),
        null => null,
    };
}
