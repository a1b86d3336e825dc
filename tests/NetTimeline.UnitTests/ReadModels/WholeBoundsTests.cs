using NetTimeline.Journal.ReadModels;
using NetTimeline.Measures.Values;
using Xunit;

namespace NetTimeline.UnitTests.ReadModels;

/// <summary>Whole numbers of what is known within bounds.</summary>
public sealed class WholeBoundsTests
{
    [Fact]
    public void An_end_that_is_not_included_is_not_completed()
    {
        Assert.Equal(new WholeBounds(50, 51), WholeBounds.Completed(Bounds.HalfOpen(50, 52)));
        Assert.Equal(new WholeBounds(50, 52), WholeBounds.Completed(Bounds.Between(50.5m, 52)));
        Assert.Equal(new WholeBounds(50, 52), WholeBounds.Completed(Bounds.HalfOpen(50.5m, 52.1m)));
        Assert.Equal(new WholeBounds(3, null), WholeBounds.Completed(Bounds.AtLeast(3)));
    }
}
