namespace NetTimeline.IntegrationTests.Faults;

/// <summary>
/// How much a fault test does: its quick form with all other tests, its long form with <c>build/faults.sh</c>. What is
/// asserted is the same.
/// </summary>
static class Volume
{
    const string Variable = "NETTIMELINE_FAULTS";

    public static bool IsLong { get; } = Environment.GetEnvironmentVariable(Variable) switch
    {
        null or "" or "quick" => false,
        "long" => true,
        var other => throw new InvalidOperationException($"{Variable} is quick or long, and not {other}."),
    };

    public static T Of<T>(T quick, T @long) => IsLong ? @long : quick;
}
