using FsCheck;
using FsCheck.Fluent;
using NetTimeline.Domain;
using NetTimeline.Measures.Lesions;
using NetTimeline.Measures.Readings;
using NetTimeline.Measures.Values;
using Xunit;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.UnitTests.Measures.Lesions;

public sealed class RecistNadirsTests
{
    [Fact]
    public void A_sum_that_was_undercut_may_still_be_the_nadir_of_a_study_of_uncertain_date() => Assert.Equal(
        ["[20, 40] from a b"],
        Nadirs([("a", "2016-01-01", 40), ("b", "2016-06-10", 20)], ("c", "2016-06", 30)));

    [Fact]
    public void A_study_read_late_is_only_set_against_what_was_before_it() => Assert.Equal(
        ["40 from a"],
        Nadirs([("a", "2016-01-01", 40), ("b", "2017-01-01", 20)], ("c", "2016-06-01", 30)));

    [Fact]
    public void Every_study_with_the_smallest_sum_is_named() => Assert.Equal(
        ["20 from b c"],
        Nadirs([("a", "2016-01-01", 40), ("b", "2016-03-01", 20), ("c", "2016-06-01", 20)], ("d", "2017-01-01", 30)));

    [Fact]
    public void The_nadir_is_the_least_of_all_that_can_be_before()
    {
        var date = Gen.Elements("2016-02", "2016-03", "2016-02-10", "2016-02-20", "2016-03-05", "2016-03-25", "2016");
        var study =
            from occurred in date
            from low in Gen.Choose(1, 5)
            from more in Gen.Elements<int?>(0, 0, 1, 3, null)
            select (Occurred: occurred, Sum: new Bounds(low, true, low + more, more is not null));
        Prop.ForAll(study.ArrayOf(8).ToArbitrary(), IsAsDefined).QuickCheckThrowOnFailure();
    }

    /// <summary>Asked of every study as the series grows.</summary>
    static bool IsAsDefined((string Occurred, Bounds Sum)[] studies)
    {
        var (course, assessments) = Of(studies.Select((each, at) => ($"s{at}", each.Occurred)));
        var (nadirs, complete) = (new RecistNadirs(course), new List<(RecistAssessment At, Bounds Sum)>());
        foreach (var (at, sum) in assessments.Zip(studies, (at, study) => (at, study.Sum)))
        {
            var (nadir, from) = nadirs.Of(at);
            var expected = Defined(course, complete, at);
            if (nadir != expected.Sum || !from.SequenceEqual(expected.From))
            {
                return false;
            }

            nadirs.Add(at, sum);
            complete.Add((at, sum));
        }

        return true;
    }

    static (Bounds Sum, IEnumerable<RecistAssessment> From) Defined(
        Course course, List<(RecistAssessment At, Bounds Sum)> complete, RecistAssessment at)
    {
        var before = complete.FindAll(each => !course.Dates.Difference(each.At.Moment, at.Moment).IsNegative);
        var certain = LeastOf(before.Where(each => course.IsNotAfter(each.At.Study, at.Study)));
        return (
            LeastOf(before) with { High = certain.High, HighIncluded = certain.HighIncluded },
            before.Where(each => each.Sum.Low <= certain.High).Select(each => each.At));
    }

    static Bounds LeastOf(IEnumerable<(RecistAssessment At, Bounds Sum)> some) =>
        some.Select(each => each.Sum).DefaultIfEmpty(Bounds.Open).Aggregate(Bounds.Least);

    static string[] Nadirs(
        (string Key, string Occurred, int Sum)[] complete, (string Key, string Occurred, int Sum) asked)
    {
        var (course, assessments) = Of(complete.Append(asked).Select(each => (each.Key, each.Occurred)));
        var nadirs = new RecistNadirs(course);
        foreach (var (at, study) in assessments.Zip(complete))
        {
            nadirs.Add(at, Bounds.Exactly(study.Sum));
        }

        var (sum, from) = nadirs.Of(assessments[^1]);
        return [$"{sum} from {string.Join(" ", from.Select(each => each.Study))}"];
    }

    static (Course Course, List<RecistAssessment> Assessments) Of(IEnumerable<(string Key, string Occurred)> studies)
    {
        var all = studies.ToList();
        var course = Courses.Of([.. all.Select(each =>
            $$"""{"key":"{{each.Key}}","kind":"imaging-study","modality":"ct","occurred":"{{each.Occurred}}"}""")]);
        return (course, [.. all.Select(each => EntryKey.Parse(each.Key)).Select(key =>
            new RecistAssessment(key, course.DayOf(key), [], [], []))]);
    }
}
