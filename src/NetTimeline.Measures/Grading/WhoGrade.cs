using NetTimeline.Domain;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Grading;

/// <summary>
/// The cut-offs of the WHO classification (digestive system 2019, endocrine 2022): G1 below 2 mitoses per 2 mm² and a
/// Ki-67 below 3 %, G2 from there to 20, G3 above 20.
/// </summary>
static class WhoGrade
{
    public const string Carcinoma = "NEC";

    const decimal MitosesOfG2 = 2;
    const decimal Ki67OfG2 = 3;
    const decimal MostOfG2 = 20;

    /// <summary>From the lowest to the highest.</summary>
    static readonly Items<string> Grades = ["G1", "G2", "G3", Carcinoma];

    public static Items<string> ByKi67(Bounds percent) => Within(percent, Ki67OfG2);

    /// <param name="count">Per 2 mm².</param>
    public static Items<string> ByMitoses(Bounds count) => Within(count, MitosesOfG2);

    /// <summary>The higher of two grades, of each of which several may be possible.</summary>
    public static Items<string> Higher(Items<string> some, Items<string> others) =>
    [
        .. some.SelectMany(one => others.Select(other => Math.Max(Rank(one), Rank(other)))).Distinct().Order()
            .Select(rank => Grades[rank]),
    ];

    static int Rank(string grade) => Enumerable.Range(0, Grades.Count).First(rank => Grades[rank] == grade);

    static Items<string> Within(Bounds number, decimal limit) =>
    [
        .. !number.IsCertainlyAtLeast(limit) ? ["G1"] : Items<string>.None,
        .. number.And(Bounds.Between(limit, MostOfG2)) is not null ? ["G2"] : Items<string>.None,
        .. !number.IsCertainlyAtMost(MostOfG2) ? ["G3"] : Items<string>.None,
    ];
}
