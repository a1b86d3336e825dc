using System.Globalization;

namespace NetTimeline.Benchmarks;

/// <summary>How much is measured. The defaults are those the figures are defined for, but for the growth.</summary>
/// <param name="Rounds">Of which the median is taken; one more goes before them to warm up.</param>
/// <param name="Each">How long one side of one round takes, where it is a matter of time.</param>
/// <param name="Events">In the log, or in the file that is imported, where a log is made first.</param>
/// <param name="GrowTo">To which power of ten the log grows.</param>
sealed record Plan(int Rounds, TimeSpan Each, int Events, int GrowTo)
{
    public const string Usage = "[--rounds 5] [--seconds 4] [--events N] [--to 1e6]";

    /// <summary>Null where the arguments cannot be understood.</summary>
    public static Plan? Of(ReadOnlySpan<string> args)
    {
        var plan = new Plan(5, TimeSpan.FromSeconds(4), 0, 1_000_000);
        for (; args is [var option, var text, ..]; args = args[2..])
        {
            if (!double.TryParse(text, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 1e8)
                return null;
            var chosen = option switch
            {
                "--rounds" => plan with { Rounds = (int)number },
                "--seconds" => plan with { Each = TimeSpan.FromSeconds(number) },
                "--events" => plan with { Events = (int)number },
                "--to" => plan with { GrowTo = (int)number },
                _ => null,
            };
            if (chosen is null)
                return null;
            plan = chosen;
        }

        return args.IsEmpty ? plan : null;
    }

    /// <summary>What was asked for, else what the figure is defined for.</summary>
    public int EventsOr(int usual) => Events > 0 ? Events : usual;

    /// <summary>
    /// The median of each side's rounds, after one to warm up; the sides take turns, so that the machine's moods hit
    /// all. A side answers with a number.
    /// </summary>
    public async Task<double[]> MediansAsync(string what, params IReadOnlyList<Func<Task<double>>> sides)
    {
        var rounds = await RoundsAsync(async () =>
        {
            var numbers = new double[sides.Count];
            for (var side = 0; side < sides.Count; side++)
                numbers[side] = await sides[side]();
            return numbers;
        });
        var told = sides.Select((_, side) => string.Join(' ', rounds.Select(round => Figure.Text(round[side]))));
        await Console.Error.WriteLineAsync($"{what}: {string.Join(" | ", told)}");
        return Medians(rounds);
    }

    /// <summary>As above, of a round that answers with several numbers and says itself what it saw.</summary>
    public async Task<double[]> MediansAsync(Func<Task<double[]>> round) => Medians(await RoundsAsync(round));

    /// <summary>The smallest number that so great a part of them does not exceed.</summary>
    public static double Quantile(IReadOnlyCollection<double> numbers, double part) =>
        numbers.Order().ElementAt(Math.Clamp((int)Math.Ceiling(part * numbers.Count) - 1, 0, numbers.Count - 1));

    async Task<List<double[]>> RoundsAsync(Func<Task<double[]>> round)
    {
        await round();
        var rounds = new List<double[]>();
        while (rounds.Count < Rounds)
            rounds.Add(await round());
        return rounds;
    }

    static double[] Medians(List<double[]> rounds) =>
        [.. rounds[0].Select((_, at) => Quantile([.. rounds.Select(numbers => numbers[at])], 0.5))];
}
