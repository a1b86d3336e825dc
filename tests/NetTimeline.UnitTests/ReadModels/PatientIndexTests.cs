using NetTimeline.Domain.Patients;
using NetTimeline.Domain.Values;
using NetTimeline.Journal.ReadModels;
using NetTimeline.UnitTests.CaseReports;
using NetTimeline.UnitTests.Measures;
using Xunit;

namespace NetTimeline.UnitTests.ReadModels;

/// <summary>What a patient is found by.</summary>
public sealed class PatientIndexTests
{
    const string Tumour = """{"key":"t","kind":"tumour","name":"NET","standing":"established","primarySite":{"organ":"ileum"},"occurred":"2010-03-01"}""";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("omori-2020")]
    [InlineData("calcitonin-pannen")]
    public async Task The_rows_of_a_case_report_are_as_a_person_read_them(string report)
    {
        var rows = await Folded.RowsAsync(Folded.Index, CaseReport.Named(report).History, 1000, Cancellation);

        Golden.Match(
            string.Concat(rows.SelectMany(row => Folded.Index.Tables[row.Table].Columns.Select(
                column => $"{column.Name}: {Folded.Drawn(Folded.Cell(Folded.Index, row, column.Name))}\n")
                .Append("\n"))),
            Path.Combine(CaseReportFiles.Folder(report), "patient-index.golden.txt"));
    }

    [Fact]
    public void An_organ_is_also_the_wider_places_it_is_in() =>
        Assert.Equal(["bowel", "ileum", "small-bowel"], Words(Of(Tumour), TermKind.Site, certain: true));

    [Fact]
    public void What_is_suspected_is_possible_and_what_replaced_it_certain()
    {
        var suspected = """{"key":"d1","kind":"diagnosis","subject":["t"],"belief":"x","histologicType":"cholangiocarcinoma","axis":"clinical","certainty":"suspected","occurred":"2010-03-02","grade":"G3"}""";
        var confirmed = """{"key":"d2","kind":"diagnosis","subject":["t"],"belief":"x","histologicType":"neuroendocrine tumour","axis":"clinical","certainty":"confirmed","occurred":"2010-04-02","grade":"G1"}""";

        var before = Of(Tumour, suspected);
        var after = Of(Tumour, suspected, confirmed);

        Assert.Equal(["carcinoma", "cholangiocarcinoma"], Words(before, TermKind.Histology, certain: false));
        Assert.Equal([], Words(before, TermKind.Histology, certain: true));
        Assert.Null(before.HighestGrade);
        Assert.Equal([], Words(after, TermKind.Histology, certain: false));
        Assert.Equal(
            ["neuroendocrine tumour", "neuroendocrine-neoplasm", "neuroendocrine-tumour"],
            Words(after, TermKind.Histology, certain: true));
        Assert.Equal(Grade.G1, after.HighestGrade);
        Assert.Equal(WholeBounds.Exactly(0), before.Number(IndexNumber.Revisions));
        Assert.Equal(WholeBounds.Exactly(1), after.Number(IndexNumber.Revisions));
    }

    [Fact]
    public void What_was_ruled_out_finds_nobody() => Assert.DoesNotContain(
        Of(Tumour, """{"key":"d1","kind":"diagnosis","subject":["t"],"belief":"HCC","axis":"clinical","certainty":"excluded","occurred":"2010-03-02"}""").Terms,
        term => term.Kind is TermKind.Histology);

    [Fact]
    public void Words_of_a_belief_are_not_kept_only_what_the_vocabulary_knows_of_them()
    {
        var indexed = Of(Tumour, """{"key":"d","kind":"diagnosis","subject":["t"],"belief":"Frau Huber hat einen NET","axis":"clinical","occurred":"2010-03-02"}""");

        Assert.DoesNotContain(indexed.Terms, term => term.Word.Contains("huber", StringComparison.Ordinal));
        Assert.Contains("neuroendocrine-tumour", Words(indexed, TermKind.Histology, certain: true));
    }

    [Fact]
    public void An_age_has_the_bounds_that_the_dates_leave_it()
    {
        var diagnosis = """{"key":"d","kind":"diagnosis","subject":["t"],"belief":"NET","axis":"clinical","occurred":"2010-05"}""";

        Assert.Equal(new WholeBounds(59, 60), Of(Tumour, diagnosis).Number(IndexNumber.AgeAtDiagnosis));
        Assert.Equal(WholeBounds.Open, Of(Tumour).Number(IndexNumber.AgeAtDiagnosis));
    }

    [Fact]
    public void A_stage_is_found_with_and_without_its_letter_and_with_its_edition()
    {
        var stage = """{"key":"s","kind":"stage","tumour":"t","system":"TNM","edition":"UICC 8","group":"IIIB","occurred":"2010-03-02"}""";

        Assert.Equal(["iii", "iiib", "uicc 8 iiib"], Words(Of(Tumour, stage), TermKind.Stage, certain: true));
    }

    [Fact]
    public void Plans_are_no_procedures_and_what_was_done_is_also_its_concepts()
    {
        var planned = """{"key":"p","kind":"procedure","name":"ALPPS","standing":"planned","occurred":"2010-06-01"}""";
        var done = """{"key":"q","kind":"procedure","name":"Right hepatectomy","standing":"performed","occurred":"2010-06-02"}""";

        Assert.Equal(
            ["hemihepatectomy", "liver-resection", "major-hepatectomy", "resection", "right hepatectomy"],
            Words(Of(Tumour, planned, done), TermKind.Procedure, certain: true));
    }

    [Fact]
    public void Whoever_was_not_said_to_have_died_is_alive_and_a_suspected_death_leaves_both_open()
    {
        Assert.Equal(["alive"], Words(Of(Tumour), TermKind.Status, certain: true));
        Assert.Equal(
            ["dead"],
            Words(Of(Tumour, """{"key":"x","kind":"death","occurred":"2015-01-01"}"""), TermKind.Status, certain: true));
        Assert.Equal(
            ["alive", "dead"],
            Words(
                Of(Tumour, """{"key":"x","kind":"death","certainty":"suspected","occurred":"2015-01-01"}"""),
                TermKind.Status, certain: false));
    }

    [Fact]
    public void Foci_of_no_tumour_are_attributed_to_none_and_an_unknown_primary_is_called_so()
    {
        var lesion = """{"key":"l","kind":"lesion","site":{"organ":"liver"},"occurred":"2010-03-02"}""";
        var unknown = """{"key":"u","kind":"tumour","name":"x","standing":"unknown","occurred":"2010-03-02"}""";
        var attribution = """{"key":"a","kind":"attribution","lesions":["l"],"tumour":"u","basis":["imaging"],"certainty":"suspected","occurred":"2010-03-03"}""";

        Assert.Equal(["none"], Words(Of(lesion), TermKind.Attribution, certain: true));
        var attributed = Of(lesion, unknown, attribution);
        Assert.Equal(["unknown-primary"], Words(attributed, TermKind.Attribution, certain: false));
        Assert.Equal(new WholeBounds(0, 1), attributed.Number(IndexNumber.Tumours));
        Assert.Equal(WholeBounds.Exactly(1), attributed.Number(IndexNumber.InSitu));
    }

    [Fact]
    public void Whether_somebody_is_made_up_is_told_by_the_key() =>
        Assert.True(IndexedPatient.Of(Recordings.Course(1, 1)).Synthetic);

    static IndexedPatient Of(params string[] entries) => IndexedPatient.Of(Courses.OfPatient(Sex.Male, 1950, entries));

    static IEnumerable<string> Words(IndexedPatient patient, TermKind kind, bool certain) => patient.Terms
        .Where(term => term.Kind == kind && term.Certain == certain).Select(term => term.Word).Distinct()
        .Order(StringComparer.Ordinal);
}
