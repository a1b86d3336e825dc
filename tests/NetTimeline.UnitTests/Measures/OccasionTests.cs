using NetTimeline.Domain;
using NetTimeline.Measures.Courses;
using Xunit;

namespace NetTimeline.UnitTests.Measures;

public sealed class OccasionTests
{
    const string Operation = """{"key":"op","kind":"note","text":"x","occurred":"2019-01-01"}""";

    static string Note(string key, string occurred) =>
        $$"""{"key":"{{key}}","kind":"note","text":"x","occurred":{{occurred}}}""";

    static Candidate Sure(string key) => Candidate.Start(EntryKey.Parse(key));

    static Candidate Perhaps(string key) => Sure(key) with { Certain = false };

    static string Days(Course course, Occasion? to) =>
        to!.Since(Occasion.First(course, [Sure("op")])!).InDays.ToString();

    [Fact]
    public void Of_days_the_nearest_is_the_first_and_the_farthest_the_last()
    {
        var course = Courses.Of(
            Operation, Note("a", "\"2019-01-11\""), Note("b", "\"2019-01-21\""), Note("c", "\"2019-01-31\""));
        var first = Occasion.First(course, [Sure("c"), Sure("a"), Sure("b")])!;

        Assert.Equal(["a"], first.Candidates.Select(each => each.Entry.Value));
        Assert.Equal(["c", "b"], first.Passed.Select(each => each.Entry.Value));
        Assert.Equal("30", Days(course, Occasion.Last(course, [Sure("c"), Sure("a"), Sure("b")])));
    }

    [Fact]
    public void Where_the_order_cannot_be_told_the_bounds_are_those_of_every_one_that_can_be_it()
    {
        var course = Courses.Of(Operation, Note("a", "\"2019-02\""), Note("b", "\"2019-02-10\""));

        Assert.Equal("[31, 40]", Days(course, Occasion.First(course, [Sure("a"), Sure("b")])));
        Assert.Equal("[40, 58]", Days(course, Occasion.Last(course, [Sure("a"), Sure("b")])));
    }

    [Fact]
    public void One_that_only_may_be_it_moves_the_near_end_and_not_the_far_one()
    {
        var course = Courses.Of(Operation, Note("a", "\"2019-01-11\""), Note("b", "\"2019-01-21\""));

        Assert.Equal("[10, 20]", Days(course, Occasion.First(course, [Perhaps("a"), Sure("b")])));
        Assert.Equal("[10, 20]", Days(course, Occasion.Last(course, [Sure("a"), Perhaps("b")])));
        Assert.Equal("≥ 10", Days(course, Occasion.First(course, [Perhaps("a"), Perhaps("b")])));
    }

    [Fact]
    public void A_doubtful_one_after_a_certain_one_is_not_the_first()
    {
        var course = Courses.Of(Operation, Note("a", "\"2019-01-11\""), Note("b", "\"2019-01-21\""));
        Assert.Equal("10", Days(course, Occasion.First(course, [Sure("a"), Perhaps("b")])));
    }

    [Fact]
    public void What_hangs_on_the_same_uncertain_anchor_keeps_its_exact_distance()
    {
        var course = Courses.Of(
            Note("op", "{}"), Note("a", """{"offset":"P10D","after":"op"}"""),
            Note("b", """{"offset":"P12D","after":"op"}"""));
        Assert.Equal("12", Days(course, Occasion.Last(course, [Sure("a"), Sure("b")])));
    }

    [Fact]
    public void A_lesion_belongs_where_it_does_by_each_of_its_names()
    {
        var course = Courses.Of(
            """{"key":"t","kind":"tumour","name":"NET","occurred":"2019-01-01","standing":"established"}""",
            """{"key":"l","kind":"lesion","site":{"organ":"liver"},"occurred":"2019-01-01"}""",
            """{"key":"again","kind":"lesion","site":{"organ":"liver"},"occurred":"2019-01-01","sameAs":"l"}""",
            """{"key":"a","kind":"attribution","lesions":["l"],"tumour":"t","basis":["histology"],"occurred":"2019-01-02"}""");

        Assert.Equal(Likelihood.Yes, course.Tumours.Belongs(EntryKey.Parse("again"), EntryKey.Parse("t")));
        Assert.Equal("l", Assert.Single(course.Tumours.LesionsOf(EntryKey.Parse("t"))).Lesion.Value);
    }
}
