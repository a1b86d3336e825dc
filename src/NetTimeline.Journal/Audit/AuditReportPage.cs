using System.Globalization;
using System.Text;
using NetTimeline.Domain.Values;
using NetTimeline.Journal.Views;
using NodaTime;
using NodaTime.Text;

namespace NetTimeline.Journal.Audit;

/// <summary>
/// A report as a page that prints well and needs nothing from elsewhere: no script, no picture, no link. Whatever was
/// recorded stands in it as text.
/// </summary>
public static class AuditReportPage
{
    static readonly InstantPattern ToTheSecond = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss 'UTC'");

    public static string Draw(AuditReport report) => new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n")
        .Append("<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n")
        .Append($"<meta http-equiv=\"Content-Security-Policy\" content=\"{AuditReportStyle.PolicyOfPage}\">\n")
        .Append(Html.Element("title", $"Audit report: {report.Patient}").Source)
        .Append($"\n<style>{AuditReportStyle.Sheet}</style>\n</head>\n<body>\n")
        .AppendJoin("", ((Html[])[
            Head(report), InForce(report), NotInForce(report), Late(report), Erased(report), LedgerStanding.Of(report),
            Html.Element("h2.page", "Every act, in the order of recording"), .. Acts(report),
        ]).Select(part => part.Source))
        .Append("</body>\n</html>\n").ToString();

    internal static string Moment(Instant moment) => ToTheSecond.Format(moment);

    internal static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Names and what is said of them; what says nothing is left out.</summary>
    internal static Html Facts(IEnumerable<(string Name, string? Said)> facts) => Html.Join(
        Html.Element("dl", [
            .. facts.Where(fact => !string.IsNullOrEmpty(fact.Said))
                .SelectMany(fact => (Html[])[Html.Element("dt", fact.Name), Html.Element("dd", fact.Said)]),
        ]),
        new("\n"));

    static Html Head(AuditReport report)
    {
        int Count(string change) => report.Lines.Count(line => line.Stored.Act.Change == change);
        var actors = report.Lines.Where(line => !line.Stored.IsErased).Select(line => line.Stored.Act.Actor)
            .Distinct().ToList();
        return Html.Join(
            Html.Element("h1", $"Audit report: {report.Patient}"), new("\n"),
            Facts(
            [
                ("Patient", $"{report.Patient} ({report.Stream})"),
                ("Made", $"{Moment(report.DrawnAt)}, for {report.DrawnFor}"),
                ("Acts", string.Create(
                    CultureInfo.InvariantCulture,
                    $"{report.Lines.Count}, of which {Count("amendment")} amend and {Count("retraction")} retract")),
                ("Recorded", $"from {Moment(report.Lines[0].Stored.RecordedAt)} "
                    + $"to {Moment(report.Lines[^1].Stored.RecordedAt)}"),
                ("By", string.Join(", ", actors)),
                ("Signed", Signed(report)),
            ]),
            AuditReportWords.What);
    }

    static string Signed(AuditReport report) => report.Leaves.Count(leaf => !leaf.IsSigned) is > 0 and var open
        ? $"all but {Number(open)}: no signed checkpoint covers those yet"
        : "a signed checkpoint covers every act";

    static Html InForce(AuditReport report) => Section(
        "What is in force", "Statements that stand and that nothing has replaced, as they read now.",
        Html.Table("entries", ["entry", "what it says", "when it was so", "act"], report.Entries
            .Where(entry => entry.IsInForce).Select(Row)));

    static Html NotInForce(AuditReport report) => Section(
        "What is not in force any more", "Statements that were withdrawn, or replaced by another one.",
        report.Entries.All(entry => entry.IsInForce) ? Html.Element("p", "None.") : Html.Table(
            "entries", ["entry", "what it said", "why not", "act"],
            report.Entries.Where(entry => !entry.IsInForce).Select(entry => Line([
                entry.Record.Current.Key.Value, MemberWords.Headline(entry.Record.Current),
                entry.Record.Retracted ? "withdrawn" : $"replaced by {string.Join(", ", entry.ReplacedBy)}",
                Number(entry.Version),
            ]))));

    static Html Row(AuditedEntry entry) => Line([
        entry.Record.Current.Key.Value,
        MemberWords.Headline(entry.Record.Current)
            + (entry.Record.Current.Certainty is { } sure ? $" ({Words.Of(sure)})" : "")
            + (entry.Corrections > 0 ? $"; corrected {Number(entry.Corrections)}×" : ""),
        DateWords.Of(entry.Record.Current.Occurred), Number(entry.Version),
    ]);

    static Html Late(AuditReport report) => Section(
        "Recorded late",
        $"Entries that were certainly recorded more than {Number(report.Late.Days)} days after they occurred. Of "
            + $"{Number(report.Late.CannotBeTold.Count)} others the dates do not tell.",
        report.Late.RecordedLate.Count == 0 ? Html.Element("p", "None.") : Html.Table(
            "said", ["entry", "recorded on", "later by"],
            report.Late.RecordedLate.Select(late => Line([
                late.Entry.Value, LocalDatePattern.Iso.Format(late.Recorded), BoundsWords.Of(late.Delay),
            ]))));

    static Html Erased(AuditReport report) => Section(
        "Erased", "Acts whose content was erased: that they were, when and where in the ledger is all that is left.",
        report.Lines.Any(line => line.Stored.IsErased)
            ? Html.Join(
                Html.Table(
                    "said", ["act", "recorded", "erased", "by", "authority", "by what law", "why"],
                    report.Lines.Where(line => line.Stored.IsErased).Select(line => Line(
                    [
                        Number(line.Stored.Version), Moment(line.Stored.RecordedAt), .. By(ErasedByView.Of(line)),
                    ]))),
                report.Unsaid.Count == 0 ? Html.Nothing : Html.Element(
                    "p", $"Still recorded, below, and in no view, since it cannot be said without what was erased: "
                        + $"{string.Join(", ", report.Unsaid)}."))
            : Html.Element("p", "None."));

    static IEnumerable<string?> By(ErasedByView? erasure) => erasure is { } said
        ? [$"{Moment(said.At)}, act {Number(said.Version)}", said.Actor, said.Authority, said.LegalBasis, said.Reason]
        : ["–", "–", "–", "–", "–"];

    /// <summary>A row on a line of its own.</summary>
    static Html Line(IEnumerable<string?> cells) => Html.Join(new("\n"), Html.Row("td", cells));

    internal static Html Section(string title, string words, Html content) =>
        Html.Join(Html.Element("h2", title), new("\n"), Html.Element("p", words), new("\n"), content, new("\n"));

    static IEnumerable<Html> Acts(AuditReport report) => report.Lines.Zip(report.Leaves, AuditedAct.Draw);
}
