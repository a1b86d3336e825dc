using NetTimeline.Ledger.Notes;
using Xunit;

namespace NetTimeline.UnitTests.Ledger.Notes;

/// <summary>The name of a log is a URL without its scheme, and nothing that a note could not hold.</summary>
public sealed class LogOriginTests
{
    [Theory]
    [InlineData("clinic.example")]
    [InlineData("clinic.example/thyroid")]
    [InlineData("ledger.clinic-2.example:8443/a/b_c~d/2026.1")]
    [InlineData("localhost")]
    [InlineData("nettimeline.invalid/4e6b2a57-5b3b-44e1-9a53-61e0e6d9a3a1")]
    public void A_host_and_a_path_are_one(string text) => Assert.True(LogOrigin.IsOne(text));

    [Theory]
    [InlineData("")]
    [InlineData("https://clinic.example")]
    [InlineData("clinic.example/")]
    [InlineData("/clinic")]
    [InlineData("clinic example")]
    [InlineData("clinic.example/a+b")]
    [InlineData("clinic.example/a?b")]
    [InlineData("clinic.example/a#b")]
    [InlineData("clinic.example//a")]
    [InlineData("Clinic.example")]
    [InlineData("clinic..example")]
    [InlineData("-clinic.example")]
    [InlineData("clinic.example:0")]
    [InlineData("clinic.example\n")]
    [InlineData("clinic.example/\u00fcbung")]
    [InlineData("clinic.example/\u00a0")]
    public void Anything_else_is_none(string text) => Assert.False(LogOrigin.IsOne(text));

    [Fact]
    public void A_long_one_would_leave_no_room_for_what_follows() =>
        Assert.Equal(
            (true, false),
            (LogOrigin.IsOne(new string('a', LogOrigin.CharactersMax)),
                LogOrigin.IsOne(new string('a', LogOrigin.CharactersMax + 1))));

    [Theory]
    [InlineData("clinic.example/events/e1", 1, true)]
    [InlineData("clinic.example/events/e1-2", 1, true)]
    [InlineData("clinic.example/events/e12-30", 12, true)]
    [InlineData("clinic.example/e1/events/e3", 3, true)]
    [InlineData("clinic.example/events/e1", 2, false)]
    [InlineData("clinic.example/events/e12", 1, false)]
    [InlineData("clinic.example/events/e1-1", 1, false)]
    [InlineData("clinic.example/events/e1-02", 1, false)]
    [InlineData("clinic.example/events/e1-", 1, false)]
    [InlineData("clinic.example/events/e1-2x", 1, false)]
    [InlineData("clinic.example/events", 1, false)]
    public void The_name_of_a_later_tree_says_of_which_epoch_it_is(string origin, int number, bool expected) =>
        Assert.Equal(expected, LogOrigin.IsOfEpoch(origin, number));
}
