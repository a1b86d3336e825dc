using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Patients;
using NetTimeline.Domain.Timelines;
using NetTimeline.Domain.Values;
using Xunit;

namespace NetTimeline.UnitTests.CaseReports;

/// <summary>What calcitonin-pannen must say: three truths in turn about the same three nodules.</summary>
public sealed class CalcitoninTests
{
    const string AfterBiopsy = "entry:biopsy-pathology";
    const string AfterHepatectomy = "entry:hepatectomy-pathology";
    const string AfterPancreatectomy = "entry:pancreatectomy-pathology";

    [Fact]
    public void After_the_biopsy_the_pathologists_and_the_clinicians_belief_stood_side_by_side() => Assert.Equal(
        [
            (DiagnosticAxis.Pathological, "pathology", Certainty.Suspected, "adenocarcinoma"),
            (DiagnosticAxis.Clinical, "treating team", null, "intrahepatic cholangiocarcinomas"),
        ],
        Standing(AfterBiopsy).Select(Belief).OrderBy(belief => belief.Item2));

    [Fact]
    public void After_the_hepatectomys_pathology_the_nodules_were_NET_of_the_liver()
    {
        var (_, by, sure, belief) = Belief(Assert.Single(Standing(AfterHepatectomy)));

        Assert.Equal(("pathology", Certainty.Confirmed), (by, sure));
        Assert.Contains("neuroendocrine tumours (G1) of the liver", belief, StringComparison.Ordinal);
        Assert.All(["h1", "h2", "h3"], lesion => Assert.Equal("hepatic-nen", BelongsTo(lesion, AfterHepatectomy)));
    }

    [Fact]
    public void After_the_pancreatectomys_pathology_they_were_metastases_of_a_pancreatic_NET()
    {
        var belief = Belief(Assert.Single(Standing(AfterPancreatectomy), IsOfPathology)).Belief;

        Assert.Contains("pancreatic neuroendocrine tumour (G1), the liver tumours its metastases", belief,
            StringComparison.Ordinal);
        Assert.All(
            ["h1", "h2", "h3"], lesion => Assert.Equal("pancreatic-net", BelongsTo(lesion, AfterPancreatectomy)));
    }

    [Fact]
    public void The_calcification_was_there_before_the_hepatectomy()
    {
        var network = StatementsOfTime.Network(
            CaseReport.Calcitonin.Timeline().Entries.Select(shown => shown.Entry), birthYear: null);
        var gap = network.Difference(
            DatePoint.StartOf(EntryKey.Parse("pan-calcification")), DatePoint.StartOf(EntryKey.Parse("hepatectomy")));

        Assert.True(gap.Low >= 0);
    }

    [Theory]
    [InlineData(AfterBiopsy, false)]
    [InlineData("entry:hepatectomy", false)]
    [InlineData("entry:ct-preop-review", true)]
    [InlineData(AfterPancreatectomy, true)]
    public void It_was_not_known_before_the_old_images_were_looked_at_again(string known, bool isKnown) =>
        Assert.Equal(isKnown, CaseReport.Calcitonin.Timeline(known).Lesions
            .Any(lesion => lesion.Entry.Key.Value == "pan-calcification"));

    [Fact]
    public void At_the_hepatectomy_it_was_not_even_possibly_known()
    {
        var then = CaseReport.Calcitonin.Timeline("entry:hepatectomy");

        Assert.DoesNotContain(then.PossiblyKnown, shown => shown.Entry.Key.Value == "pan-calcification");
    }

    [Fact]
    public void The_log_holds_every_belief_with_who_held_it_and_every_change_with_its_reason()
    {
        var beliefs = CaseReport.Calcitonin.History.Select(recorded => recorded.Event)
            .OfType<PatientEvent.EntryRecorded>().Where(recorded => recorded.Entry.Content is Diagnosis).ToList();
        var changes = CaseReport.Calcitonin.History.Select(recorded => recorded.Event)
            .OfType<PatientEvent.LesionReattributed>().ToList();

        Assert.True(beliefs.Count >= 6);
        Assert.All(beliefs, recorded => Assert.False(string.IsNullOrEmpty(recorded.Entry.By)));
        Assert.Equal(2, changes.Count);
        Assert.All(changes, change => Assert.False(string.IsNullOrEmpty(change.Reason)));
    }

    [Fact]
    public void Nothing_was_overwritten()
    {
        var now = CaseReport.Calcitonin.Timeline();

        Assert.Contains(now.Diagnoses, held => held.Entry.Key.Value == "clinical-diagnosis-1" && !held.Stands);
        Assert.Contains(now.Entries, shown => shown.Entry.Key.Value == "cholangiocarcinoma-attribution");
        Assert.DoesNotContain(
            CaseReport.Calcitonin.History, recorded => recorded.Event is PatientEvent.EntryRetracted);
    }

    static IEnumerable<DiagnosisHeld> Standing(string known) =>
        CaseReport.Calcitonin.Timeline(known).Diagnoses.Where(held => held.Stands);

    static bool IsOfPathology(DiagnosisHeld held) =>
        held.Entry.Content is Diagnosis { Axis: DiagnosticAxis.Pathological };

    static (DiagnosticAxis Axis, string? By, Certainty? Sure, string Belief) Belief(DiagnosisHeld held)
    {
        var diagnosis = (Diagnosis)held.Entry.Content;
        return (diagnosis.Axis, held.Entry.By, held.Entry.Certainty, diagnosis.Belief);
    }

    static string BelongsTo(string lesion, string known) => Assert.Single(CaseReport.Calcitonin.Timeline(known)
        .Lesions.Single(each => each.Entry.Key.Value == lesion).Belongs).Tumour.Value;
}
