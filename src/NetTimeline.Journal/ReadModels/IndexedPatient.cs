using NetTimeline.Domain;
using NetTimeline.Domain.Patients;
using NetTimeline.Domain.Values;
using NodaTime;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Journal.ReadModels;

/// <summary>
/// What is kept of a patient to be found by: of the timeline as it is now, and names only, no free text.
/// </summary>
/// <param name="Enrolment">As it was recorded.</param>
/// <param name="Numbers">In the order of <see cref="IndexNumber"/>.</param>
/// <param name="Terms">Words by which the patient is found; each kind, word, certainty and tumour once.</param>
/// <param name="HighestGrade">Of the grades that are certain; null where there is none.</param>
/// <param name="First">The days between which the record's first dated entry began; null is open.</param>
/// <param name="Last">Likewise the last one's.</param>
/// <param name="Sketch">The course, to be drawn in a line of a list.</param>
public sealed record IndexedPatient(
    PatientEvent.PatientEnrolled? Enrolment,
    Items<WholeBounds> Numbers,
    Items<IndexTerm> Terms,
    Grade? HighestGrade,
    DaysBetween First,
    DaysBetween Last,
    CourseSketch Sketch)
{
    const string SyntheticPrefix = "synthetic-";

    /// <summary>What is known now of the patient of a course.</summary>
    public static IndexedPatient Of(Course course)
    {
        var terms = IndexTerms.Of(course);
        var starts = IndexNumbers.Starts(course);
        var (first, last) = IndexNumbers.Days(starts);
        return new IndexedPatient(
            course.Patient, IndexNumbers.Of(course), [.. terms], Highest(terms), first, last,
            CourseSketch.Of(starts));
    }

    public WholeBounds Number(IndexNumber number) => Numbers[(int)number];

    /// <summary>Made up, and marked so by the name that the registry gave.</summary>
    public bool Synthetic =>
        Enrolment?.RegistryKey.Value.StartsWith(SyntheticPrefix, StringComparison.Ordinal) is true;

    /// <summary>GX is no grade, and a carcinoma is beyond G3.</summary>
    static Grade? Highest(IEnumerable<IndexTerm> terms) => terms
        .Where(each => each is { Kind: TermKind.Grade, Certain: true })
        .Select(each => Enum.Parse<Grade>(each.Word, ignoreCase: true)).Where(grade => grade is not Grade.GX)
        .Select(grade => (Grade?)grade).Max();
}

/// <summary>Some day from the first to the last, both included; null is open.</summary>
public readonly record struct DaysBetween(LocalDate? From, LocalDate? To);

/// <summary>A word by which a patient is found.</summary>
/// <param name="Kind">What it is a word for.</param>
/// <param name="Word">Small letters: <c>small-bowel</c>, <c>g2</c>, <c>right hemicolectomy</c>.</param>
/// <param name="Certain">It is so; else the record itself says that it may be.</param>
/// <param name="Stated">How sure whoever stated it was; null where not stated, or for what no belief says.</param>
/// <param name="IsBelief">It comes of a diagnosis or an attribution, so that its certainty can be asked for.</param>
/// <param name="Tumour">Of which tumour; null where of none, or of one that is not told.</param>
public readonly record struct IndexTerm(
    TermKind Kind, string Word, bool Certain, Certainty? Stated, bool IsBelief, EntryKey? Tumour);

/// <summary>What words a patient is found by; each is a filter of the same name.</summary>
public enum TermKind
{
    /// <summary>Where a primary arises: the organ as stated, and the places of the vocabulary that it is.</summary>
    Site,

    /// <summary>What a standing diagnosis or a pathologist calls it.</summary>
    Histology,

    /// <summary>By the WHO, as stated or as the numbers of a specimen give it.</summary>
    Grade,

    /// <summary>The group, as stated or as T, N and M give it; also without its letter, and with its edition.</summary>
    Stage,

    /// <summary>Where the primary arises that foci are attributed to; <c>unknown-primary</c>, <c>none</c>.</summary>
    Attribution,

    /// <summary>What was performed: its name, and the concepts it is.</summary>
    Procedure,

    /// <summary>Regimen and agents that were given, and their classes; <c>radiotherapy</c>.</summary>
    Therapy,

    /// <summary><c>alive</c>, <c>dead</c>, and the state of disease by axis: <c>structural-recurrent</c>.</summary>
    Status,
}

/// <summary>What numbers a patient is found by; each is a filter of the same name.</summary>
public enum IndexNumber
{
    /// <summary>The year of birth.</summary>
    Born,

    /// <summary>Completed years at the first diagnosis, right or wrong; nothing where there is none.</summary>
    AgeAtDiagnosis,

    /// <summary>Diagnoses that were replaced, and attributions that were for at least one lesion.</summary>
    Revisions,

    /// <summary>Entries that stand.</summary>
    Entries,

    /// <summary>At least the established tumours, at most also those supposed that some lesion belongs to.</summary>
    Tumours,

    /// <summary>Foci ever identified.</summary>
    Lesions,
    InSitu,
    Irradiated,
    Resected,

    /// <summary>Imaging studies.</summary>
    Studies,
}
