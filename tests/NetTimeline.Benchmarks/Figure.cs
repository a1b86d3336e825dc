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

    public void Print() => Console.WriteLine(
        $"{{\"figure\":\"{Name}\",\"value\":{Text(Value)},\"unit\":\"{Unit}\","
        + $"\"against\":{Text(Peer)},\"ratio\":{Text(Ratio)}}}");

    /// <summary>Three digits, or all before the point.</summary>
    public static string Text(double number)
    {
        var decimals = Math.Abs(number) switch { >= 100 => 0, >= 10 => 1, >= 1 => 2, _ => 3 };
        return number.ToString($"F{decimals}", CultureInfo.InvariantCulture);
    }
}
