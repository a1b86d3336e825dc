using System.Globalization;
using Xunit;

namespace NetTimeline.IntegrationTests.Faults;

/// <summary>
/// Where a fault test's dice come from. The seed is printed with each run, and can be given; what threads, disks and
/// kills make of it is theirs.
/// </summary>
sealed class Chance
{
    const string Variable = "NETTIMELINE_SEED";

    readonly int seed = int.TryParse(
        Environment.GetEnvironmentVariable(Variable), CultureInfo.InvariantCulture, out var given)
        ? given
        : Random.Shared.Next();

    public Chance() => Say($"{Variable}={seed}");

    /// <summary>Dice of one thread's own; each number gives other ones.</summary>
    public Random Dice(int number) => new(unchecked((seed * 397) ^ number));

    /// <summary>A figure of the run, for its report.</summary>
    public static void Say(string figure) => TestContext.Current.TestOutputHelper?.WriteLine(figure);
}
