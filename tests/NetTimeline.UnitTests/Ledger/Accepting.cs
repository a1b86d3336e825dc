using NetTimeline.Ledger;
using Xunit;

namespace NetTimeline.UnitTests.Ledger;

static class Accepting
{
    public static T Accepted<T>(this Parsed<T> parsed) => parsed switch
    {
        Parsed<T>.Accepted accepted => accepted.Value,
        Parsed<T>.Refused refused => throw new InvalidDataException(string.Join(' ', refused.Faults)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The lines with faults, each as often as it has some.</summary>
    public static IEnumerable<int> FaultyLines<T>(this Parsed<T> parsed) =>
        Assert.IsType<Parsed<T>.Refused>(parsed).Faults.Select(fault => fault.Line);
}
