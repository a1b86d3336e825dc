using System.Text;
using NetTimeline.Ledger;
using Xunit;

namespace NetTimeline.UnitTests.Ledger;

public abstract class CanonicalJsonSpec
{
    protected static void Canonical(string text, string canonical)
    {
        var result = CanonicalJson.Canonicalise(Encoding.UTF8.GetBytes(text));
        var accepted = Assert.IsType<CanonicalJsonResult.Accepted>(result);
        Assert.Equal(canonical, Encoding.UTF8.GetString(accepted.Bytes));
    }

    protected static void Refused(string text, params JsonFault[] faults) =>
        Refused(Encoding.UTF8.GetBytes(text), faults);

    protected static void Refused(byte[] text, params JsonFault[] faults)
    {
        var refused = Assert.IsType<CanonicalJsonResult.Refused>(CanonicalJson.Canonicalise(text));
        Assert.Equal(faults, refused.Faults);
    }
}
