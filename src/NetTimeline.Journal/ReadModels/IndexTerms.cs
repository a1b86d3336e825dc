using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;
using NetTimeline.Journal.Measures;
using NetTimeline.Measures;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Vocabulary;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Journal.ReadModels;

/// <summary>The words by which a patient is found.</summary>
sealed class IndexTerms
{
    const string UnknownPrimary = "unknown-primary";

    static readonly Measure WhoGrade = Named("who-grade");
    static readonly Measure StageGroup = Named("stage-group");
    static readonly Measure DiseaseState = Named("disease-state");

    readonly Course course;
    readonly List<Stated<Tumour>> tumours;
    readonly HashSet<IndexTerm> terms = [];

    IndexTerms(Course course) => (this.course, tumours) = (course, [.. Standing(course)]);

    /// <summary>In no particular order.</summary>
    public static IReadOnlySet<IndexTerm> Of(Course course)
    {
        var terms = new IndexTerms(course);
        terms.AddSites();
        terms.AddDiagnoses();
        terms.AddPathology();
        terms.AddStages();
        terms.AddAttributions();
        terms.AddTreatments();
        terms.AddStatus();
        return terms.terms;
    }

    /// <summary>
    /// Tumours that stand: established, or a hypothesis that some lesion still belongs to.
    /// </summary>
    public static IEnumerable<Stated<Tumour>> Standing(Course course) => course.Tumours.All.Where(tumour =>
        tumour.Content.Standing is PrimaryStanding.Established || course.Tumours.LesionsOf(tumour.Key).Any());

    public static bool IsCertain(Stated<Tumour> tumour) =>
        tumour.Content.Standing is PrimaryStanding.Established && IsCertain(tumour.Entry);

    /// <summary>As whatever somebody suspects is not.</summary>
    static bool IsCertain(Entry entry) => entry.Certainty is not Certainty.Suspected;

    void AddSites()
    {
        foreach (var tumour in tumours)
        {
            AddSite(TermKind.Site, tumour.Content.PrimarySite, Said(tumour.Entry, IsCertain(tumour)), tumour.Key);
        }
    }

    /// <summary>Of a tumour that stands, or of none in particular: histology, grade, and where it arises.</summary>
    void AddDiagnoses()
    {
        foreach (var held in course.Timeline.Diagnoses.Where(each => each.Stands))
        {
            if (held.Entry is not { Content: Diagnosis said, Certainty: not Certainty.Excluded } entry)
            {
                continue;
            }

            var certain = IsCertain(entry) && held.UnresolvedWith.Count == 0 && said.OneOf.Count == 0;
            foreach (var (tumour, belongs) in ConcernedBy(entry))
            {
                var about = new Saying(certain && belongs, entry.Certainty, IsBelief: true);
                AddNamed(TermKind.Histology, said.HistologicType, about, tumour);
                AddAll(TermKind.Histology, ConceptFamilies.Of(ConceptFamily.Neoplasm, entry), about, tumour);
                AddSite(TermKind.Site, said.PrimarySite, about, tumour);
                AddNamed(TermKind.Grade, said.Grade is { } grade ? Words.Of(grade) : null, about, tumour);
            }
        }
    }

    /// <summary>What a report found in a lesion is of the tumour that the lesion belongs to.</summary>
    void AddPathology()
    {
        foreach (var report in course.All<PathologyReport>())
        {
            foreach (var found in report.Content.Lesions)
            {
                foreach (var (tumour, belongs) in OwnersOf(found.Lesion))
                {
                    var about = Said(report.Entry, belongs && IsCertain(report.Entry));
                    AddNamed(TermKind.Histology, found.HistologicType, about, tumour);
                    AddNamed(TermKind.Grade, found.Grade is { } grade ? Words.Of(grade) : null, about, tumour);
                }
            }

            AddAll(
                TermKind.Histology, ConceptFamilies.Of(ConceptFamily.Neoplasm, report.Entry),
                Said(report.Entry, IsCertain(report.Entry)), null);
        }

        foreach (var value in WhoGrade.Of(course))
        {
            var lesion = value.Of.Entries.Count > 1 ? value.Of.Entries[1] : (EntryKey?)null;
            foreach (var (tumour, belongs) in OwnersOf(lesion))
            {
                AddAll(
                    TermKind.Grade, value.Categories.Where(each => Enum.TryParse<Grade>(each, out _)),
                    new Saying(belongs && value.Categories.Count == 1, null, IsBelief: false), tumour);
            }
        }
    }

    void AddStages()
    {
        foreach (var stage in course.All<Stage>())
        {
            AddStage(stage.Content.Group, stage, Said(stage.Entry, IsCertain(stage.Entry)));
        }

        foreach (var value in StageGroup.Of(course))
        {
            var entry = course.Find(value.Of.Entries[1])!;
            var stage = new Stated<Stage>(entry, (Stage)entry.Content);
            foreach (var group in value.Categories)
            {
                AddStage(group, stage, Said(entry, value.Categories.Count == 1 && IsCertain(entry)));
            }
        }
    }

    /// <summary>"Stage IIIB" by the eighth edition is found as iiib, as iii and as "uicc 8 iiib".</summary>
    void AddStage(string? stated, Stated<Stage> stage, Saying about)
    {
        if (stated?.Replace("stage", "", StringComparison.OrdinalIgnoreCase).Trim() is not { Length: > 0 } group)
        {
            return;
        }

        var tumour = stage.Content.Tumour;
        AddNamed(TermKind.Stage, group, about, tumour);
        AddNamed(TermKind.Stage, group.TrimEnd('A', 'B', 'C', 'a', 'b', 'c'), about, tumour);
        AddNamed(TermKind.Stage, stage.Content.Edition is { } edition ? $"{edition} {group}" : null, about, tumour);
    }

    void AddAttributions()
    {
        foreach (var belongings in course.Timeline.Lesions.Select(each => each.Belongs)
            .Concat(course.Timeline.Groups.Select(each => each.Belongs)))
        {
            foreach (var belonging in belongings)
            {
                var about = new Saying(
                    belongings.Count == 1 && belonging.Certainty is not Certainty.Suspected, belonging.Certainty,
                    IsBelief: true);
                var site = (course.Find(belonging.Tumour)?.Content as Tumour)?.PrimarySite;
                AddSite(TermKind.Attribution, site, about, belonging.Tumour);
                AddNamed(TermKind.Attribution, site is null ? UnknownPrimary : null, about, belonging.Tumour);
            }

            AddNamed(TermKind.Attribution, belongings.Count == 0 ? "none" : null, Saying.Certainly, null);
        }
    }

    void AddTreatments()
    {
        foreach (var each in course.Performed)
        {
            var about = Said(each.Entry, IsCertain(each.Entry));
            AddNamed(TermKind.Procedure, each.Content.Name, about, null);
            AddAll(TermKind.Procedure, ConceptFamilies.Of(ConceptFamily.Procedure, each.Entry), about, null);
        }

        foreach (var each in course.All<SystemicTherapy>()
            .Where(each => each.Content.Standing is ProcedureStanding.Performed))
        {
            var about = Said(each.Entry, IsCertain(each.Entry));
            AddNamed(TermKind.Therapy, each.Content.Regimen, about, null);
            AddAll(TermKind.Therapy, each.Content.Agents, about, null);
            AddAll(TermKind.Therapy, ConceptFamilies.Of(ConceptFamily.Therapy, each.Entry), about, null);
            AddNamed(TermKind.Therapy, "systemic-therapy", about, null);
        }

        foreach (var each in course.All<Radiotherapy>()
            .Where(each => each.Content.Standing is ProcedureStanding.Performed))
        {
            AddNamed(TermKind.Therapy, "radiotherapy", Said(each.Entry, IsCertain(each.Entry)), null);
        }
    }

    /// <summary>Alive is who was not said to have died; where a death is only suspected both may be.</summary>
    void AddStatus()
    {
        var deaths = course.All<Death>();
        if (deaths.Count > 0)
        {
            AddNamed(TermKind.Status, "dead", Said(null, deaths.Any(each => IsCertain(each.Entry))), null);
        }

        if (!deaths.Any(each => IsCertain(each.Entry)))
        {
            AddNamed(TermKind.Status, "alive", Said(null, deaths.Count == 0), null);
        }

        foreach (var value in DiseaseState.Of(course))
        {
            foreach (var state in value.Categories.Where(each => each != "not-established"))
            {
                AddNamed(
                    TermKind.Status, $"{value.Of.Name}-{state}", Said(null, value.Categories.Count == 1),
                    value.Of.Entries[0]);
            }
        }
    }

    /// <summary>Tumours that an entry is about, and whether it certainly is; null for one that is about none.</summary>
    IEnumerable<(EntryKey? Tumour, bool Belongs)> ConcernedBy(Entry entry) => OrNone([.. tumours
        .Select(tumour => ((EntryKey?)tumour.Key, Concerns: course.Tumours.Concerns(entry, tumour.Key)))
        .Where(each => each.Concerns is not Likelihood.No)
        .Select(each => (each.Item1, each.Concerns is Likelihood.Yes))]);

    IEnumerable<(EntryKey? Tumour, bool Belongs)> OwnersOf(EntryKey? lesion) => OrNone(lesion is not { } key ? [] :
        [.. tumours.Select(tumour => ((EntryKey?)tumour.Key, Belongs: course.Tumours.Belongs(key, tumour.Key)))
            .Where(each => each.Belongs is not Likelihood.No)
            .Select(each => (each.Item1, each.Belongs is Likelihood.Yes))]);

    /// <summary>What is of no tumour is still of the patient.</summary>
    static List<(EntryKey? Tumour, bool Belongs)> OrNone(List<(EntryKey? Tumour, bool Belongs)> found) =>
        found.Count == 0 ? [(null, true)] : found;

    static Saying Said(Entry? entry, bool certain) => new(certain, entry?.Certainty, IsBelief: false);

    void AddSite(TermKind kind, Site? site, Saying about, EntryKey? tumour)
    {
        if (site is not null)
        {
            AddNamed(kind, site.Organ, about, tumour);
            AddAll(kind, ConceptFamilies.PlacesOf(site.Organ), about, tumour);
        }
    }

    void AddAll(TermKind kind, IEnumerable<string> words, Saying about, EntryKey? tumour)
    {
        foreach (var word in words)
        {
            AddNamed(kind, word, about, tumour);
        }
    }

    void AddNamed(TermKind kind, string? word, Saying about, EntryKey? tumour)
    {
        if (word is not null)
        {
            terms.Add(new IndexTerm(
                kind, IndexedWord.Plain(word), about.Certain, about.IsBelief ? about.Stated : null, about.IsBelief,
                tumour));
        }
    }

    static Measure Named(string name) => MeasureCatalogue.BuiltIn.Find(name)!.Measure;

    /// <summary>How something is said.</summary>
    readonly record struct Saying(bool Certain, Certainty? Stated, bool IsBelief)
    {
        public static Saying Certainly => new(true, null, false);
    }
}
