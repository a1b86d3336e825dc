using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using NetTimeline.Measures.Courses;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Lesions;

/// <summary>What the record says was done to each lesion, or leaves open.</summary>
sealed class Treatments(Course course, Foci foci)
{
    readonly List<Stated<Procedure>> procedures = [.. course.Performed];
    readonly List<Stated<Specimen>> specimens = [.. course.All<Specimen>()];
    readonly List<Stated<PathologyReport>> reports = [.. course.All<PathologyReport>()];
    readonly List<Stated<Radiotherapy>> radiotherapies =
        [.. course.All<Radiotherapy>().Where(each => each.Content.Standing is ProcedureStanding.Performed)];

    /// <summary>
    /// What the record says, in the order told; only where it names no removal, also what it leaves open by its place.
    /// </summary>
    public Items<Treatment> Of(EntryKey lesion)
    {
        var told = Removed(lesion).Concat(InSpecimen(lesion)).Concat(Examined(lesion))
            .Where(each => each.By.Count > 0).ToList();
        var certain = told.Where(each => each.Certain).ToList();
        return
        [
            .. told.Select(each => Narrowed(each, certain)), .. Irradiated(lesion),
            .. certain.Count > 0 ? [] : MayHaveRemoved(lesion).Concat(Excised(lesion)),
        ];
    }

    /// <summary>
    /// Pathology reports of what a lesion left in: of specimens that are said to contain it, else of all that were
    /// taken in its removals. A report without a margin is among them.
    /// </summary>
    public Items<Stated<PathologyReport>> ReportsOf(EntryKey lesion, IEnumerable<Treatment> removals)
    {
        var by = removals.SelectMany(each => each.By).ToHashSet();
        var taken = specimens.Where(each => each.Content.TakenIn.Any(by.Contains)).ToList();
        var holding = taken.Where(each => foci.Covers(each.Content.Contains, lesion)).ToList();
        var keys = (holding.Count > 0 ? holding : taken).Select(each => each.Key).ToHashSet();
        return [.. reports.Where(report => report.Content.Specimens.Any(keys.Contains))];
    }

    /// <summary>A report that pools two operations is narrowed by a statement that names the one.</summary>
    static Treatment Narrowed(Treatment pooled, List<Treatment> certain) => certain
        .Where(each => each.By.Count < pooled.By.Count && each.By.All(pooled.By.Contains))
        .MinBy(each => each.By.Count) is { } named ? pooled with { By = named.By } : pooled;

    IEnumerable<Treatment> Removed(EntryKey lesion) => procedures
        .Where(each => foci.Covers(each.Content.Removes, lesion))
        .Select(each => new Treatment(LesionState.Resected, [each.Key], true, each.Key, "removed it"));

    IEnumerable<Treatment> InSpecimen(EntryKey lesion) => specimens
        .Where(each => foci.Covers(each.Content.Contains, lesion))
        .Select(each => new Treatment(
            LesionState.Resected, ProceduresOf([each.Key]), true, each.Key, "the specimen contains it"));

    /// <summary>What a pathologist described in a resected specimen was in it; one of several may have been.</summary>
    IEnumerable<Treatment> Examined(EntryKey lesion) =>
        from report in reports
        from found in report.Content.Lesions
        let named = found.Lesion is { } one && foci.Covers([one], lesion)
        where named || foci.Covers(found.OneOf, lesion)
        let tissue = found.Specimen is { } specimen ? [specimen] : report.Content.Specimens
        let biopsied = tissue.Any(key => course.Find(key)?.Content is Biopsy)
        select new Treatment(
            LesionState.Resected, ProceduresOf(tissue), named && !biopsied, report.Key,
            "pathology found it in the specimen");

    /// <summary>An excision may have taken all of it, or a part: a needle takes a part.</summary>
    IEnumerable<Treatment> Excised(EntryKey lesion) => course.All<Biopsy>()
        .Where(each => each.Content.Lesion is { } one && foci.NameOf(one) == lesion && Places.IsExcision(each.Content))
        .Select(each => new Treatment(
            LesionState.Resected, [each.Key], false, each.Key, "took tissue of it; whether all of it is not stated"));

    IEnumerable<Treatment> Irradiated(EntryKey lesion) =>
        from each in radiotherapies
        let named = foci.Covers(each.Content.Targets, lesion)
        where named || (each.Content.Targets.Any(key => course.Tumours.Belongs(lesion, key) is not Likelihood.No)
            && (each.Content.Site is null || Places.MayOverlap(foci.SitesOf(lesion), each.Content.Site))
            && IsNotBefore(each.Key, lesion))
        select new Treatment(LesionState.Irradiated, [each.Key], named, each.Key,
            named ? "irradiated it" : "irradiated the tumour; whether this lesion is not stated");

    IEnumerable<Treatment> MayHaveRemoved(EntryKey lesion) =>
        from each in procedures
        where MayRemove(each.Content, lesion) && IsNotBefore(each.Key, lesion)
        select new Treatment(
            LesionState.Resected, [each.Key], false, each.Key,
            "may have removed it; what it removed here is not stated");

    bool MayRemove(Procedure procedure, EntryKey lesion) => foci.Covers(procedure.Targets, lesion)
        ? !Places.IsNoRemoval(procedure, procedure.Name)
        : Places.Removed(procedure).Any(site => Places.MayOverlap(foci.SitesOf(lesion), site));

    bool IsNotBefore(EntryKey act, EntryKey lesion) => course.Order(act, foci.NameOf(lesion)) is not DateOrder.Before;

    Items<EntryKey> ProceduresOf(IEnumerable<EntryKey> tissue) => [.. tissue
        .SelectMany(key => course.Find(key)?.Content is Specimen specimen ? specimen.TakenIn : [])
        .Where(key => procedures.Any(each => each.Key == key)).Distinct()];
}
