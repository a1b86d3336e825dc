namespace NetTimeline.Measures.Markers;

/// <summary>The slope of the least-squares line through logarithms of values, where times are known only within bounds.
/// </summary>
/// <remarks>
/// slope(t) = N(t)/D(t), with N = Σ (tᵢ − t̄) yᵢ linear and D = Σ (tᵢ − t̄)² convex in the times. It exceeds s where
/// N − s·D is positive. For s below zero N − s·D is convex, so that a greatest slope below zero lies at a corner of the
/// box of times. For s above zero it is concave: its maximum over the box is found coordinate by coordinate, and s is
/// raised to the slope there until it no longer rises (W. Dinkelbach, Management Science 1967;13:492). Orders between
/// the times narrow the box and are not used, so that the bounds may be wider than need be, never narrower.
/// </remarks>
static class LogSlope
{
    /// <summary>Corners double with every imprecise time.</summary>
    public const int ImpreciseMax = 10;

    const int RoundsMax = 500;
    const double Settled = 1e-13;

    public static double At(double[] times, double[] logs)
    {
        var (middle, level) = (times.Average(), logs.Average());
        var (across, along) = (0d, 0d);
        for (var at = 0; at < times.Length; at++)
        {
            across += (times[at] - middle) * (logs[at] - level);
            along += (times[at] - middle) * (times[at] - middle);
        }

        return across / along;
    }

    public static double Least(double[] low, double[] high, double[] logs) =>
        -Greatest(low, high, [.. logs.Select(log => -log)]);

    /// <summary>The times must not all be able to be the same.</summary>
    public static double Greatest(double[] low, double[] high, double[] logs)
    {
        var times = Corners(low, high).MaxBy(corner => At(corner, logs))!;
        var slope = At(times, logs);
        for (var round = 0; slope > 0 && round < RoundsMax; round++)
        {
            Climb(times, low, high, logs, slope);
            var steeper = At(times, logs);
            if (steeper <= slope * (1 + Settled))
            {
                return Math.Max(slope, steeper);
            }

            slope = steeper;
        }

        return slope;
    }

    /// <summary>To the maximum of N − slope · D within the box, one time after the other.</summary>
    static void Climb(double[] times, double[] low, double[] high, double[] logs, double slope)
    {
        var (n, level) = (times.Length, logs.Average());
        var imprecise = Imprecise(low, high);
        var span = high.Max() - low.Min();
        for (var (round, moved) = (0, double.MaxValue); moved > Settled * span && round < RoundsMax; round++)
        {
            moved = 0;
            foreach (var at in imprecise)
            {
                var others = (times.Sum() - times[at]) / n;
                var best = (others + ((logs[at] - level) / (2 * slope))) * n / (n - 1);
                best = Math.Clamp(best, low[at], high[at]);
                moved = Math.Max(moved, Math.Abs(best - times[at]));
                times[at] = best;
            }
        }
    }

    static IEnumerable<double[]> Corners(double[] low, double[] high)
    {
        var imprecise = Imprecise(low, high);
        for (var corner = 0; corner < 1 << imprecise.Length; corner++)
        {
            var times = low.ToArray();
            for (var bit = 0; bit < imprecise.Length; bit++)
            {
                times[imprecise[bit]] = (corner >> bit & 1) == 0 ? low[imprecise[bit]] : high[imprecise[bit]];
            }

            yield return times;
        }
    }

    static int[] Imprecise(double[] low, double[] high) =>
        [.. Enumerable.Range(0, low.Length).Where(at => low[at] < high[at])];
}
