using System.Security.Cryptography;
using NodaTime;

namespace NetTimeline.EventStore;

/// <summary>How a <see cref="PostgresEventStore"/> behaves. The defaults serve a server.</summary>
public sealed record PostgresEventStoreOptions
{
    /// <summary>
    /// How far this server's clock may be off the database's before appends fail with
    /// <see cref="ClockAskewException"/>; null where it is not compared at all.
    /// </summary>
    public Duration? ClockTolerance { get; init; }

    /// <summary>
    /// At most so many events are committed together; an append that holds more goes alone.
    /// </summary>
    public int EventsPerCommitMax { get; init; } = 512;

    /// <summary>So many appends wait in line; those beyond wait at the door.</summary>
    public int WaitingAppendsMax { get; init; } = 4096;

    /// <summary>
    /// How often a lost connection is opened again for the same appends, in growing steps (20 make about half
    /// a minute), before they fail.
    /// </summary>
    public int AttemptsMax { get; init; } = 20;

    /// <summary>Called before each append; what it throws is what the caller gets.</summary>
    public Action Admit { get; init; } = static () => { };

    /// <summary>Gives nonces and salts; where it could be foreseen, what is erased could be guessed.</summary>
    public FillRandom Random { get; init; } = RandomNumberGenerator.Fill;

    /// <summary>Followers look by themselves this often; in between they are woken.</summary>
    public Duration PollEvery { get; init; } = Duration.FromSeconds(1);
}
