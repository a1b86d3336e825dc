using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Timelines;
using NetTimeline.UnitTests.Patients;
using NodaTime;
using Xunit;

namespace NetTimeline.UnitTests.Timelines;

public sealed class BackdatedTests
{
    static BackdatedReport Of(int days, params string[] items) =>
        BackdatedReport.Of(History.Recorded(items), null, days, DateTimeZone.Utc);

    /// <summary>Everything here was recorded on 2026-01-01.</summary>
    [Fact]
    public void What_was_recorded_certainly_later_than_allowed_is_listed_with_its_delay()
    {
        var late = Assert.Single(Of(30,
            """{"key":"day","kind":"note","text":"x","occurred":"2025-12-02"}""",
            """{"key":"month","kind":"note","text":"x","occurred":"2025-11"}""").RecordedLate);
        Assert.Equal(
            ("month", new LocalDate(2026, 1, 1), new DayBounds(32, true, 61, true)),
            (late.Entry.Value, late.Recorded, late.Delay));
    }

    [Fact]
    public void What_the_dates_leave_open_is_counted_as_such() => Assert.Equal(
        ["year", "undated"], Of(30,
            """{"key":"year","kind":"note","text":"x","occurred":"2025"}""",
            """{"key":"undated","kind":"note","text":"x"}""").CannotBeTold.Select(key => key.Value));

    [Fact]
    public void A_second_reading_is_known_later_even_without_a_calendar()
    {
        var later = Assert.Single(Of(30,
            """{"key":"ct","kind":"imaging-study","modality":"ct"}""",
            """
            {"key":"again","kind":"imaging-reading","study":"ct","impression":"x","occurred":{"sameTimeAs":"ct"},
             "known":{"offset":"P18D","after":"ct"}}
            """).KnownLater);
        Assert.Equal(("again", new DayBounds(18, true, 18, true)), (later.Entry.Value, later.Delay));
    }
}
