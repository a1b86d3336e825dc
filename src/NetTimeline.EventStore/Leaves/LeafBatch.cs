using NetTimeline.Ledger.Tiles;

namespace NetTimeline.EventStore;

/// <summary>The leaves of one commit, in the order of its events, as they are stored.</summary>
/// <param name="Entries">136 bytes each.</param>
/// <param name="Nonces">64 bytes each: the envelope's, the payload's.</param>
/// <param name="Filled">The tiles that these leaves fill.</param>
/// <param name="End">The log with these leaves.</param>
sealed record LeafBatch(byte[] Entries, byte[] Nonces, IReadOnlyList<FilledTile> Filled, LogEnd End);

/// <summary>What whoever appends knows of the log: its newest position, and its tree up to there.</summary>
/// <param name="Head">The newest position and when it was recorded.</param>
/// <param name="Epoch">The tree's number among those of the log.</param>
/// <param name="FirstPosition">Of the epoch: its leaf has index 0.</param>
/// <param name="Edge">Of the tree.</param>
sealed record LogEnd(LogHead Head, int Epoch, long FirstPosition, TreeEdge Edge);

/// <summary>Fills with bytes that nobody can foresee.</summary>
public delegate void FillRandom(Span<byte> bytes);
