namespace NetTimeline.IntegrationTests.Ledger.Tampering;

/// <summary>A way to change a log behind its back; answers what has to be found then, and nothing else.</summary>
delegate Task<IReadOnlyList<Expected>> Tamper(Scene scene);

/// <summary>What a verification has to say: class and part as reports have them.</summary>
/// <param name="Position">0 for any.</param>
/// <param name="Log">Null for that of events.</param>
sealed record Expected(long Position, string Label, string? Log = null)
{
    public bool IsMetBy(Expected found) =>
        found.Label == Label && found.Log == Log && (Position == 0 || found.Position == Position);
}

/// <summary>All ways, by their names.</summary>
static class Tampers
{
    public static IReadOnlyDictionary<string, Tamper> All { get; } = new[]
    {
        TamperEvents.All, TamperPlaces.All, TamperLeaves.All, TamperSigned.All, TamperAccess.All,
    }.SelectMany(each => each).ToDictionary();

    public static IReadOnlyList<Expected> One(long position, string label) => [new(position, label)];
}
