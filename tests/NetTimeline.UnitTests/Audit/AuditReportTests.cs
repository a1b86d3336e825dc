using System.Text.Json;
using System.Xml.Linq;
using NetTimeline.Journal;
using NetTimeline.Journal.Audit;
using NetTimeline.UnitTests.CaseReports;
using NetTimeline.UnitTests.Patients;
using Xunit;

namespace NetTimeline.UnitTests.Audit;

/// <summary>A report says everything, and what it says is text.</summary>
public sealed class AuditReportTests
{
    const string Hostile =
        "\"><script>alert(1)</script><img src=x onerror=alert(2)>'</style><style>*{}</style>&lt;&#x3c; {{7}}";

    static readonly Asking Somebody = new("dr.tanaka", "page/2.1", "r-1", null, null);

    static readonly string[] Elements =
    [
        "html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "ul", "li", "dl", "dt", "dd", "table",
        "thead", "tbody", "tr", "th", "td", "section", "span", "pre",
    ];

    [Fact]
    public void A_case_is_reported_as_a_person_would_read_it() => Golden.Match(
        AuditReportPage.Draw(Reports.Of("omori-2020", CaseReport.Omori.History, Somebody, signed: 200)),
        Path.Combine(CaseReportFiles.Folder("omori-2020"), "audit-report.golden.html"));

    [Theory]
    [InlineData("omori-2020")]
    [InlineData("calcitonin-pannen")]
    public void Every_act_of_a_case_is_there_with_every_reason_and_every_entry_as_it_stands(string name)
    {
        var history = CaseReport.Named(name).History;
        var report = Reports.Of(name, history, Somebody, signed: 50);
        var page = Parsed(AuditReportPage.Draw(report));

        var acts = page.Descendants("section").ToList();
        Assert.Equal(
            history.Select(each => $"{each.Version} · "),
            acts.Select(act => act.Element("h3")!.Value[..(act.Element("h3")!.Value.IndexOf('·') + 2)]));
        Assert.Equal(50, acts.Count(act => !act.Value.Contains("not signed yet", StringComparison.Ordinal)));
        Assert.All(
            report.Lines.Select(line => line.Stored.Act.Reason).OfType<string>(),
            reason => Assert.Contains(acts, act => act.Value.Contains(reason, StringComparison.Ordinal)));
        var standing = page.Descendants("table").Where(table => table.Attribute("class")!.Value == "entries")
            .SelectMany(table => table.Element("tbody")!.Elements()).Select(row => row.Elements().First().Value);
        Assert.Equal(
            report.Entries.Select(entry => entry.Record.Current.Key.Value).Order(), standing.Order());
    }

    [Fact]
    public void What_was_replaced_withdrawn_or_found_to_be_another_is_not_in_force()
    {
        var report = Report(
            """{"key":"l","kind":"lesion","site":{"organ":"liver"}}""",
            """{"key":"d1","kind":"diagnosis","subject":["l"],"belief":"adenoma","axis":"clinical"}""",
            """
            {"key":"d2","kind":"diagnosis","subject":["l"],"belief":"tumour","axis":"clinical","supersedes":["d1"]}
            """,
            """{"key":"n1","kind":"note","text":"seen"}""",
            """{"key":"n2","kind":"note","text":"heard"}""",
            """{"correction":"retract","key":"c1","entry":"n1","reason":"slip"}""");

        Assert.Equal(
            ["l", "d2", "n2"],
            report.Entries.Where(entry => entry.IsInForce).Select(entry => entry.Record.Current.Key.Value));
    }

    [Fact]
    public void Whatever_was_recorded_stands_in_the_page_as_text()
    {
        var text = JsonSerializer.Serialize(Hostile);
        var asking = new Asking(Hostile, Hostile, Hostile, null, null);
        var page = AuditReportPage.Draw(Report(
            asking,
            $$"""
            {"key":"n","kind":"note","text":{{text}},"by":{{text}},"judgement":{{text}},
             "source":{"citation":{{text}} },"occurred":{"date":"2019","text":{{text}},"judgement":{{text}} } }
            """,
            $$"""
            {"correction":"amend","key":"c1","nature":"transcription","reason":{{text}},
             "replacement":{"key":"n","kind":"note","text":"calm"} }
            """,
            $$"""{"key":"d","kind":"note","text":{{text}},"by":{{text}} }""",
            $$"""{"correction":"retract","key":"c2","entry":"d","reason":{{text}}}"""));

        var parsed = Parsed(page);
        Assert.All(parsed.Descendants(), element => Assert.Contains(element.Name.LocalName, Elements));
        Assert.All(
            parsed.Descendants().SelectMany(element => element.Attributes()),
            attribute => Assert.Contains(attribute.Name.LocalName, (string[])[
                "class", "lang", "charset", "name", "content", "http-equiv"]));
        Assert.Single(parsed.Descendants("style"));
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.True(parsed.Descendants().Count(element => !element.HasElements && element.Value == Hostile) >= 8);
    }

    [Fact]
    public void Nothing_turns_the_direction_of_writing_or_commands_a_terminal()
    {
        var page = AuditReportPage.Draw(Report("""
            {"key":"n","kind":"note","text":"a\u202eb\u2066c\u0007d\u001b[31m\ne"}
            """));

        Assert.DoesNotContain(page, each => each is '\u202e' or '\u2066' or '\u0007' or '\u001b');
        Assert.DoesNotContain("202E", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("a\uFFFDb\uFFFDc\uFFFDd\uFFFD[31m\ne", page, StringComparison.Ordinal);
    }

    static AuditReport Report(params string[] items) => Report(Somebody, items);

    static AuditReport Report(Asking asking, params string[] items) =>
        Reports.Of("p-1", History.Recorded(items), asking, signed: 0);

    /// <summary>Stricter than a browser: whatever was not meant as markup shows.</summary>
    static XDocument Parsed(string page) => XDocument.Parse(string.Join('\n', page.Split('\n').Skip(1).Select(
        line => line.StartsWith("<meta ", StringComparison.Ordinal) ? line.Replace("\">", "\"/>") : line)));
}
