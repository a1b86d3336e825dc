using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Primary;

/// <summary>
/// Diagnoses that were replaced, refinements and reversals apart, and what was done under those reversed.
/// </summary>
static class DiagnosisRevisions
{
    public static Items<Measure> All { get; } =
    [
        new(Definition(
            "diagnosis-revision", "Refinement or reversal of a diagnosis", null,
            "One value for each diagnosis and the one that replaced it first. Reversal: the later one says another "
            + "nature (group of histology) or another organ of origin; refinement: it contradicts neither, or is one "
            + "of the alternatives named before. Nature and origin are told by histologic type, primary site, the "
            + "words of the belief and the attribution made with it; what is not told contradicts "
            + "nothing."), Revisions),
        new(Definition(
            "diagnosis-revision-count", "Number of revised diagnoses", "{diagnoses}",
            "Replaced diagnoses of the patient, reversals and refinements counted apart; rules of diagnosis-revision. "
            + "A diagnosis that two replaced at once counts once, as a reversal if it is one for either.") with
            { Per = Per.Patient }, Counts),
        new(Definition(
            "treatment-under-revised-diagnosis", "Treatments given under a diagnosis later reversed", "{treatments}",
            "Procedures, drugs and radiation from when the diagnosis was known until the one that reversed it was, for "
            + "the same tumour or lesions. Only what was performed; diagnostic and staging procedures are not "
            + "treatments. The lower bound counts those certainly between and certainly for them; the upper bound also "
            + "those whose order or target is not stated."), Treatments),
    ];

    static MeasureDefinition Definition(string name, string title, string? unit, string rule) => new(
        name, 1, title, MeasureGroup.Primary, Per.Entry, unit, rule, [new Citation("Own definition", null)]);

    static IEnumerable<MeasureValue> Revisions(Course course, MeasureDefinition definition) =>
        DiagnosisChanges.Of(course).Select(change => definition.Category(
            Instance.Of(change.Before.Key, change.After.Key), [change.IsReversal ? "reversal" : "refinement"],
            [Says(change.Before, EvidenceRole.Start), Says(change.After, EvidenceRole.End)], [.. change.Reversed]));

    static IEnumerable<MeasureValue> Counts(Course course, MeasureDefinition definition)
    {
        if (!course.All<Diagnosis>().Any())
        {
            yield break;
        }

        var changes = DiagnosisChanges.Of(course).GroupBy(change => change.Before.Key).ToList();
        foreach (var reversals in (bool[])[true, false])
        {
            var counted = changes.Where(each => each.Any(change => change.IsReversal) == reversals).ToList();
            yield return definition.Number(
                Instance.Named(reversals ? "reversals" : "refinements"), Bounds.Exactly(counted.Count), null,
                [.. counted.Select(each => Says(each.First().Before, EvidenceRole.Value))]);
        }
    }

    static IEnumerable<MeasureValue> Treatments(Course course, MeasureDefinition definition) =>
        DiagnosisChanges.Of(course).Where(change => change.IsReversal).Select(change =>
        {
            var subject = TreatedAs.Of(course, change.Before.Content);
            var found = course.Treatments.Select(entry => (
                Entry: entry, Between: Between(course, change, entry), For: subject.IsFor(entry)))
                .Where(each => each is { Between: not Likelihood.No, For: not Likelihood.No }).ToList();
            var certain = found.Count(each => each is { Between: Likelihood.Yes, For: Likelihood.Yes });
            return definition.Number(
                Instance.Of(change.Before.Key, change.After.Key), Bounds.Between(certain, found.Count), null,
                [
                    Says(change.Before, EvidenceRole.Start), Says(change.After, EvidenceRole.End),
                    .. found.Select(each => new Evidence(
                        each.Entry.Key, EvidenceRole.Value, Why(each.Between, each.For))),
                ], [.. change.Reversed]);
        });

    static Likelihood Between(Course course, DiagnosisChange change, Entry treatment)
    {
        var start = DatePoint.StartOf(treatment.Key);
        var after = Chance.Below(course.Between(DatePoint.KnownOf(change.Before.Key), start).InDays, 0);
        var before = Chance.AtMost(course.Between(start, DatePoint.KnownOf(change.After.Key)).InDays, 0);
        return after is Likelihood.Yes || before is Likelihood.Yes ? Likelihood.No
            : after is Likelihood.No && before is Likelihood.No ? Likelihood.Yes
            : Likelihood.Maybe;
    }

    static string Why(Likelihood between, Likelihood target) => (between, target) switch
    {
        (Likelihood.Yes, Likelihood.Yes) => "given for it while the diagnosis stood",
        (Likelihood.Yes, _) => "given while the diagnosis stood; for what is not stated",
        (_, Likelihood.Yes) => "given for it; whether while the diagnosis stood cannot be told",
        _ => "neither its time nor what it was for is told",
    };

    static Evidence Says(Stated<Diagnosis> said, EvidenceRole role) => new(said.Key, role,
        said.Entry.Certainty is { } certainty ? $"{said.Content.Belief} ({Words.Of(certainty)})" : said.Content.Belief);
}
