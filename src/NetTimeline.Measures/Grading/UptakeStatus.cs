using System.Text.RegularExpressions;
using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Values;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Grading;

/// <summary>What readings say of the uptake of a tracer, lesion by lesion.</summary>
static partial class UptakeStatus
{
    const string Rule = "Every reading that speaks of it, for each lesion or scope, in the order of the course: "
        + "\"uptake\", \"no uptake\", or, where the reading tells only whether something was seen, \"seen\" and \"not "
        + "seen\"; \"not assessed\" and \"not stated\" as they are. How strong it was is in the remarks, in the "
        + "reader's words. A lesion that no reading speaks of has no status: it is not negative.";

    static readonly Items<Citation> Citations = [new Citation("Own definition", null)];

    public static Measure Receptor { get; } = new(
        new MeasureDefinition(
            "receptor-status", 1, "Somatostatin receptor imaging, lesion by lesion", MeasureGroup.GradingStaging,
            Per.Lesion, null, Rule, Citations),
        (course, definition) => Compute(course, definition, ReceptorName(), IsReceptorStudy));

    public static Measure Fdg { get; } = new(
        new MeasureDefinition(
            "fdg-status", 1, "FDG uptake, lesion by lesion", MeasureGroup.GradingStaging, Per.Lesion, null, Rule,
            Citations),
        (course, definition) => Compute(course, definition, FdgName(), IsFdgStudy));

    static IEnumerable<MeasureValue> Compute(
        Course course, MeasureDefinition definition, Regex tracer, Func<ImagingStudy, bool> isOfTracer) =>
        from reading in course.All<ImagingReading>()
        let study = course.Find(reading.Content.Study)?.Content as ImagingStudy
        let isStudy = study is not null && isOfTracer(study)
        from said in OfLesions(reading.Content, tracer, isStudy).Concat(OfScopes(reading.Content, tracer, isStudy))
        select definition.Category(
            new Instance([reading.Key, .. said.Lesions], said.Name),
            [said.State],
            [
                new Evidence(reading.Key, EvidenceRole.Value, said.Says),
                new Evidence(reading.Content.Study, EvidenceRole.Condition, study?.Headline()),
            ],
            [.. said.Remarks]);

    /// <summary>What one reading says of one lesion or scope.</summary>
    readonly record struct Said(
        Items<EntryKey> Lesions, string? Name, string State, string Says, Items<string> Remarks);

    static IEnumerable<Said> OfLesions(ImagingReading reading, Regex tracer, bool isStudy)
    {
        foreach (var seen in reading.Lesions)
        {
            Items<EntryKey> lesions = seen.Lesion is { } one ? [one] : [];
            var name = seen.OneOf.Count > 0 ? $"one of {string.Join(", ", seen.OneOf)}" : null;
            var told = seen.Findings.Where(finding => IsUptake(finding, tracer, isStudy)).ToList();
            foreach (var finding in told)
            {
                yield return new Said(lesions, name, State(finding), $"{finding}", Remarks(finding));
            }

            if (isStudy && told.Count == 0)
            {
                yield return new Said(lesions, name, Seen(seen.Presence), $"{seen}", []);
            }
        }
    }

    static IEnumerable<Said> OfScopes(ImagingReading reading, Regex tracer, bool isStudy)
    {
        foreach (var finding in reading.Findings)
        {
            var scope = finding.Scope ?? "whole study";
            if (IsUptake(finding, tracer, isStudy))
            {
                yield return new Said([], scope, State(finding), $"{finding}", Remarks(finding));
            }
            else if (isStudy && finding.Presence is { } presence && TumourName().IsMatch(finding.Name))
            {
                yield return new Said([], scope, Seen(presence), $"{finding}", Remarks(finding));
            }
        }
    }

    static bool IsUptake(Finding finding, Regex tracer, bool isStudy) =>
        tracer.IsMatch(finding.Name) || (isStudy && UptakeName().IsMatch(finding.Name));

    static string State(Finding finding) => finding.Presence switch
    {
        Presence.Present => "uptake",
        Presence.Absent => "no uptake",
        { } other => Words.Of(other).Replace('-', ' '),
        null => "not stated",
    };

    static string Seen(Presence presence) => presence switch
    {
        Presence.Present => "seen",
        Presence.Absent => "not seen",
        _ => Words.Of(presence).Replace('-', ' '),
    };

    static Items<string> Remarks(Finding finding) =>
        [.. new[] { finding.Detail, finding.Value?.ToString() }.OfType<string>()];

    static bool IsReceptorStudy(ImagingStudy study) =>
        study.Modality is Modality.SomatostatinReceptorScintigraphy or Modality.SomatostatinReceptorPet
        || (study.Contrast is { } tracer && ReceptorName().IsMatch(tracer));

    static bool IsFdgStudy(ImagingStudy study) => study.Contrast is { } tracer && FdgName().IsMatch(tracer);

    const RegexOptions Loosely = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"somatostatin[- ]receptor|\bSS?TR|DOTA-?(TATE|TOC|NOC)|pentetreotide|octreotide", Loosely)]
    private static partial Regex ReceptorName();

    [GeneratedRegex(@"\bFDG\b|fluorodeoxyglucose", Loosely)]
    private static partial Regex FdgName();

    [GeneratedRegex(@"\b(uptake|accumulation|avidity|Krenning|SUV)", Loosely)]
    private static partial Regex UptakeName();

    [GeneratedRegex(@"\b(tumou?rs?|lesions?|mass(es)?|metastas[ei]s)\b", Loosely)]
    private static partial Regex TumourName();
}
