using NetTimeline.Ledger.Notes;
using NetTimeline.Ledger.Proofs;

namespace NetTimeline.Server.Ledger;

/// <summary>When a server signs what was recorded, and what it does where it must not.</summary>
public sealed record LedgerOptions
{
    /// <summary>
    /// The name under which the logs of a database are signed whose first start this is, <see cref="LogOrigin"/>, with
    /// the log's own behind it; null makes one up. Over a database whose logs have another a server does not start.
    /// </summary>
    public string? Origin { get; init; }

    /// <summary>
    /// Who is asked to cosign what is signed; each has an address, and a key of a type that can be verified here.
    /// Nothing waits for them.
    /// </summary>
    public IReadOnlyList<PolicyWitness> Witnesses { get; init; } = [];

    /// <summary>Looks so often whether something was recorded that is not signed yet.</summary>
    public TimeSpan SignEvery { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Signs the same tree again after so long, so that whoever watches sees that it still does.</summary>
    public TimeSpan SignAgainEvery { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>What was recorded so long ago and is not signed yet is cause for alarm.</summary>
    public TimeSpan AlarmAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Nothing is recorded while the log is frozen, nor while that cannot be told, as where the folder cannot be
    /// read; else it goes on, and belongs to the epoch that was signed last. Says nothing to a server without a folder.
    /// </summary>
    public bool RefusesAppendsWhileFrozen { get; init; }
}
