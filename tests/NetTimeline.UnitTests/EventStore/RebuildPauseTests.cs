using NetTimeline.EventStore;
using Xunit;

namespace NetTimeline.UnitTests.EventStore;

/// <summary>What breaks again and again is tried more and more seldom, and never given up.</summary>
public sealed class RebuildPauseTests
{
    [Fact]
    public void Nothing_is_waited_for_where_nothing_broke() =>
        Assert.Equal(TimeSpan.Zero, RebuildPause.After(0));

    [Fact]
    public void Each_pause_is_longer_than_the_one_before_up_to_an_hour()
    {
        var pauses = Enumerable.Range(1, 7).Select(RebuildPause.After).ToList();

        Assert.Equal(pauses.Order().Distinct(), pauses);
        Assert.Equal(TimeSpan.FromHours(1), RebuildPause.After(8));
        Assert.Equal(TimeSpan.FromHours(1), RebuildPause.After(int.MaxValue));
    }
}
