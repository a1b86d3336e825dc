using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Timelines;
using NetTimeline.UnitTests.Patients;
using NodaTime;
using Xunit;

namespace NetTimeline.UnitTests.Timelines;

/// <summary>What is going on does not tell when it will be over.</summary>
public sealed class EndTests
{
    static TimelineEntry Shown(string known, string key, params string[] items) => Timeline.From(
        History.Recorded(items), AsOf.Now with { Known = KnownAt.TryParse(known) }, DateTimeZone.Utc)
        .Entries.Single(shown => shown.Entry.Key.Value == key);

    static string Therapy(string dates) =>
        $$"""{"key":"t","kind":"systemic-therapy","regimen":"x","standing":"performed","cycles":4,"text":"four cycles",{{dates}}}""";

    [Theory]
    [InlineData("\"occurred\":\"2019-02-01\",\"ended\":\"2019-05-01\"")]
    [InlineData("\"occurred\":\"2019-02-01\",\"duration\":\"P89D\"")]
    public void An_end_to_come_is_left_out_without_a_mark_and_so_is_what_only_the_end_tells(string dates)
    {
        var during = Shown("2019-04-30", "t", Therapy(dates));
        Assert.Equal((null, null, null, false),
            (during.Entry.Ended, during.Entry.Duration, during.Entry.Text, during.EndNotKnown));
        Assert.Null(((SystemicTherapy)during.Entry.Content).Cycles);

        var after = Shown("2019-05-01", "t", Therapy(dates));
        Assert.Equal(("four cycles", false), (after.Entry.Text, after.EndNotKnown));
        Assert.NotNull(((SystemicTherapy)after.Entry.Content).Cycles);
    }

    [Fact]
    public void An_end_that_the_dates_do_not_place_is_left_out_and_marked()
    {
        var shown = Shown("2019-03-15", "t", Therapy("\"occurred\":\"2019-02-01\",\"ended\":\"2019\""));
        Assert.Equal((null, true), (shown.Entry.Ended, shown.EndNotKnown));
    }

    [Fact]
    public void What_was_known_at_its_end_is_known_with_its_end() => Assert.NotNull(Shown("entry:r", "r",
        """{"key":"op","kind":"procedure","name":"x","standing":"performed"}""",
        """{"key":"ct","kind":"imaging-study","modality":"ct","occurred":{"notBefore":["op"]}}""",
        """
        {"key":"r","kind":"imaging-reading","study":"ct","impression":"nothing","occurred":{"notBefore":["ct"]},
         "ended":{"offset":"P6Y","after":"op"},"known":{"offset":"P6Y","after":"op"}}
        """).Entry.Ended);

    [Fact]
    public void An_end_that_was_understood_otherwise_later_is_shown_as_it_was_understood_then() => Assert.NotNull(
        Shown("2019-06-30", "t", Therapy("\"occurred\":\"2019-02-01\",\"ended\":\"2019-05-01\""),
            """
            {"correction":"redate","key":"c","entry":"t","nature":"reinterpretation","known":"2020-01-01","reason":"x",
             "dates":{"occurred":"2019-02-01","ended":"2019-08-01"}}
            """).Entry.Ended);

    [Fact]
    public void Statements_written_afterwards_order_nothing_in_the_past()
    {
        var past = Timeline.From(
            History.Recorded(
                """{"key":"b","kind":"note","text":"x","occurred":{},"known":"2019-05-01"}""",
                """{"key":"op","kind":"procedure","name":"x","standing":"performed","occurred":"2019-06-01"}""",
                """{"key":"a","kind":"note","text":"x","occurred":{"atLeast":"P1Y","before":"op"},"known":"2019-05-01"}""",
                """
                {"correction":"redate","key":"c","entry":"b","nature":"transcription","reason":"x",
                 "dates":{"occurred":{"offset":"P10D","before":"op"},"known":"2019-05-30"}}
                """),
            AsOf.Now with { Known = KnownAt.TryParse("2019-05-31") }, DateTimeZone.Utc);
        Assert.Equal(["b", "a"], past.Entries.Select(shown => shown.Entry.Key.Value));
    }
}
