using NetTimeline.EventStore;
using Xunit;

namespace NetTimeline.Tests.EventStore;

/// <summary>Names are no longer than an index can hold.</summary>
public sealed class WellFormedTests
{
    [Theory]
    [InlineData('k', 1024, true)]
    [InlineData('k', 1025, false)]
    [InlineData('ж', 512, true)]
    [InlineData('ж', 513, false)]
    public void A_name_has_at_most_1024_bytes(char letter, int length, bool accepted)
    {
        var (name, append) = (new string(letter, length), Appends.Begin(Guid.NewGuid()));
        Append[] named =
        [
            append with { StreamKey = name },
            append with { Command = Appends.Command(name) },
            append with { Command = Appends.Command("key", scope: name) },
        ];

        Assert.All(named, each => Assert.Equal(accepted, IsAccepted(each)));
    }

    static bool IsAccepted(Append append)
    {
        try
        {
            WellFormed.Check(append);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
