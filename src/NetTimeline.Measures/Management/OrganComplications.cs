using System.Text.RegularExpressions;
using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;
using NetTimeline.Measures.Vocabulary;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Management;

/// <summary>
/// Liver failure, bile leak and pancreatic fistula by the grades of their study groups, from what was stated of
/// complications: their names and the word "grade". Nothing is graded anew from laboratory values.
/// </summary>
static partial class OrganComplications
{
    static readonly Kind LiverFailure = new(
        "liver-failure.isgls", "Liver failure after resection", ["liver-resection"],
        ["liver failure", "hepatic failure", "PHLF"], ["A", "B", "C"],
        new Citation(
            "Rahbari et al., Surgery 2011;149:713–724 (ISGLS)",
                "https://digital.library.adelaide.edu.au/dspace/handle/2440/69894"));

    static readonly Kind BileLeak = new(
        "bile-leak.isgls", "Bile leak", ["liver-resection", "bile-duct-resection", "pancreatic-resection"],
        ["bile leak", "biliary leak", "biliary fistula", "biloma"], ["A", "B", "C"],
        new Citation("Koch et al., Surgery 2011;149:680–688 (ISGLS)", "PMID 21316725"));

    static readonly Kind Fistula = new(
        "pancreatic-fistula.isgps", "Pancreatic fistula", ["pancreatic-resection"],
        ["pancreatic fistula", "POPF", "biochemical leak"], ["biochemical leak", "B", "C"],
        new Citation("Bassi et al., Surgery 2017, update of 2016 (ISGPS)",
            "https://doi.org/10.1016/j.surg.2016.11.014"));

    public static Items<Measure> All { get; } = [Measure(LiverFailure), Measure(BileLeak), Measure(Fistula)];

    static Measure Measure(Kind kind) => new(
        Definitions.PerProcedure(
            kind.Name, kind.Title, null,
            $"Of procedures that are {string.Join(" or ", kind.Procedures)}: the highest grade stated, read from the "
                + "name of a "
                + $"complication ({string.Join(", ", kind.Terms)}; \"grade B\"); every grade where none is stated; "
                + "\"none\" where "
                + "it is stated that there were no complications. Else neither stated nor denied, which is not "
                + "computable."
                + (kind == Fistula ? " The former grade A is the biochemical leak." : ""),
            kind.Source),
        (course, definition) => course.Performed
            .Where(procedure => kind.Procedures.Any(concept => Concepts.Is(procedure.Entry, concept)))
            .Select(procedure => Value(course, definition, kind, procedure)));

    static MeasureValue Value(Course course, MeasureDefinition definition, Kind kind, Stated<Procedure> procedure)
    {
        var stated = Complications.Of(course, procedure);
        var own = stated.Where(each => each.Content.Name is { } name && kind.Terms.Any(term => Says(name, term)))
            .ToList();
        var grades = own.SelectMany(each => Grades(kind, each.Content.Name!)).ToList();
        Items<Evidence> evidence =
        [
            procedure.Entry.As(EvidenceRole.Start), .. own.Select(each => each.Entry.As(EvidenceRole.Value)),
            .. stated.Except(own).Select(each => each.Entry.As(EvidenceRole.Condition)),
        ];
        return own.Count > 0
            ? definition.Category(
                Instance.Of(procedure.Key), grades.Count > 0 ? [grades.MaxBy(grade => Rank(kind, grade))!]
                    : kind.Grades,
                evidence)
            : stated.Count > 0 && stated.TrueForAll(each => each.Content.Grade is ClavienDindo.None)
                ? definition.Category(Instance.Of(procedure.Key), ["none"], evidence)
                : definition.NotComputable(
                    Instance.Of(procedure.Key), $"{kind.Title} is neither stated nor denied.", evidence);
    }

    static IEnumerable<string> Grades(Kind kind, string name) => GradeWord().Matches(name)
        .Select(found => found.Groups[1].Value.ToUpperInvariant())
        .Select(grade => kind.Grades.Contains(grade) ? grade : kind.Grades[0])
        .Concat(kind.Grades.Where(grade => grade.Length > 1 && Says(name, grade)));

    static int Rank(Kind kind, string grade) => kind.Grades.ToList().IndexOf(grade);

    static bool Says(string name, string term) => name.Contains(term, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\bgrade ([ABC])\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex GradeWord();

    sealed record Kind(
        string Name, string Title, Items<string> Procedures, Items<string> Terms, Items<string> Grades,
            Citation Source);
}
