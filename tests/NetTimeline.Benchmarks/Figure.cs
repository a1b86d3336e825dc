using System.Globalization;

namespace NetTimeline.Benchmarks;

/// <summary>One measured number and what it was measured against.</summary>
/// <param name="Name">Of the figure.</param>
/// <param name="Value">Ours.</param>
/// <param name="Unit">Of both.</param>
/// <param name="Peer">The peer's.</param>
sealed record Figure(string Name, double Value, string Unit, double Peer)
{
    /// <summary>Ours by the peer's.</summary>
    public double Ratio => Value / Peer;

    public void Print() => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{{\"figure\":\"{Name}\",\"value\":{Value:F0},\"unit\":\"{Unit}\","
        + $"\"against\":{Peer:F0},\"ratio\":{Ratio:F2}}}"));
}
