using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Patients;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Readings;
using NetTimeline.Measures.Values;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Management;

/// <summary>
/// What a minimum data set still lacks: one value for each item of each entry that does not state it.
/// </summary>
static class MinimumDataSet
{
    public static Measure Measure { get; } = new(
        new MeasureDefinition(
            "minimum-data-set.missing", 1, "Items of a minimum data set that are not stated", MeasureGroup.Course,
                Per.Entry, null,
            "Patient: sex, birth year or age, height, weight. Tumour that is established or has lesions: primary "
                + "site, histologic type, stage. Resection: operative time, blood loss, complications, discharge. "
                + "Pathology of a resection: margin, nodes examined, nodes positive; of a neuroendocrine neoplasm "
                + "also Ki-67 and mitoses, which a biopsy owes too. Laboratory value that is a number: reference "
                + "range. One value \"not stated\" for each item that is missing; what is stated has none.",
            [Definitions.Own]),
        (course, definition) => OfPatient(course).Concat(OfTumours(course)).Concat(OfProcedures(course))
            .Concat(OfPathology(course)).Concat(OfLaboratory(course))
            .Where(item => !item.IsStated)
            .Select(item => definition.Category(
                item.Entry is { } entry ? Instance.Named(item.Name, entry.Key)
                    : Instance.Named(item.Name), ["not stated"],
                item.Entry is { } lacking ? [lacking.As(EvidenceRole.Condition)] : [])));

    readonly record struct Item(Entry? Entry, string Name, bool IsStated);

    static IEnumerable<Item> OfPatient(Course course) =>
    [
        new(null, "sex", course.Patient?.Sex is Sex.Female or Sex.Male or Sex.Other),
        new(null, "birth year or age", course.Patient is { BirthYear: not null } or { StatedAge: not null }),
        new(null, "height", Analytes.Height.In(course).All.Count > 0),
        new(null, "weight", Analytes.Weight.In(course).All.Count > 0),
    ];

    static IEnumerable<Item> OfTumours(Course course) => course.Tumours.All
        .Where(tumour => tumour.Content.Standing is PrimaryStanding.Established
            || course.Tumours.LesionsOf(tumour.Key).Any())
        .SelectMany(tumour => new Item[]
        {
            new(tumour.Entry, "primary site", tumour.Content.PrimarySite is not null),
            new(tumour.Entry, "histologic type", HasType(course, tumour.Key)),
            new(tumour.Entry, "stage", course.All<Stage>().Any(stage => stage.Content.Tumour == tumour.Key)),
        });

    static bool HasType(Course course, EntryKey tumour) =>
        course.All<Diagnosis>().Any(each => each.Content.HistologicType is not null
            && course.Tumours.Concerns(each.Entry, tumour) is not Likelihood.No)
        || course.All<PathologyReport>().SelectMany(report => report.Content.Lesions)
            .Any(found => found is { HistologicType: not null, Lesion: { } lesion }
                && course.Tumours.Belongs(lesion, tumour) is not Likelihood.No);

    static IEnumerable<Item> OfProcedures(Course course) => course.Performed
        .Where(each => Vocabulary.Concepts.Is(each.Entry, "resection"))
        .SelectMany(each => new Item[]
        {
            new(each.Entry, "operative time", each.Content.OperativeTime is not null),
            new(each.Entry, "blood loss", each.Content.BloodLoss is not null),
            new(each.Entry, "complications", Complications.Of(course, each).Count > 0),
            new(each.Entry, "discharge", course.All<Encounter>()
                .Any(stay => stay.Content is { Type: EncounterType.Discharge }
                && stay.Content.After == each.Key)),
        });

    static IEnumerable<Item> OfPathology(Course course)
    {
        var resected = course.All<Specimen>().Where(each => each.Content.TakenIn.Any(IsProcedure))
            .Select(each => each.Key).ToHashSet();
        return course.All<PathologyReport>().SelectMany(report => (report.Content.Specimens.Any(resected.Contains)
            ? OfResection(report)
            : []).Concat(report.Content.Lesions.Where(IsNeuroendocrine)
                .SelectMany(found => OfNeoplasm(report, found))));

        bool IsProcedure(EntryKey key) => course.Find(key)?.Content is Procedure;
    }

    static Item[] OfResection(Stated<PathologyReport> report) =>
    [
        new(report.Entry, "margin", report.Content.Margin is not null),
        new(report.Entry, "nodes examined", report.Content.NodesExamined is not null),
        new(report.Entry, "nodes positive", report.Content.NodesPositive is not null),
    ];

    static Item[] OfNeoplasm(Stated<PathologyReport> report, LesionHistology found)
    {
        var of = found.Lesion is { } lesion ? $" of {lesion}" : "";
        return
        [
            new(report.Entry, $"Ki-67{of}", found.Ki67 is not null),
            new(report.Entry, $"mitoses{of}", found.Mitoses is not null),
        ];
    }

    static bool IsNeuroendocrine(LesionHistology found) =>
        found.HistologicType?.Contains("neuroendocrine", StringComparison.OrdinalIgnoreCase) == true;

    static IEnumerable<Item> OfLaboratory(Course course) => course.All<LaboratoryValue>()
        .Where(each => each.Content.Value.AsExact(0) is not null)
        .Select(each => new Item(each.Entry, "reference range", each.Content.Reference is not null));
}
