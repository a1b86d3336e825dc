using NodaTime;

namespace NetTimeline.EventStore;

/// <summary>How a <see cref="ProjectionEngine"/> behaves. The defaults serve a server.</summary>
public sealed record ProjectionOptions
{
    /// <summary>By what name operators find the server that keeps a projection; no secret.</summary>
    public string Keeper { get; init; } = $"{Environment.MachineName}/{Environment.ProcessId}";

    /// <summary>So many events at most go into one transaction.</summary>
    public int EventsPerBatchMax { get; init; } = 1000;

    /// <summary>
    /// Folds are kept from one batch to the next while they hold no more events than this altogether, for each
    /// projection.
    /// </summary>
    public int EventsKeptMax { get; init; } = 8_000;

    /// <summary>Nor payloads that are larger than this altogether; in memory they are some times as large.</summary>
    public long BytesKeptMax { get; init; } = 16 * 1024 * 1024;

    /// <summary>
    /// So long a batch waits for the fold of one stream. One that is slower is done aside, and the batch goes on
    /// without it.
    /// </summary>
    public Duration FoldPatience { get; init; } = Duration.FromMilliseconds(500);

    /// <summary>So long a fold may take aside, with a fresh start and all of its stream.</summary>
    public Duration FoldBudget { get; init; } = Duration.FromSeconds(10);

    /// <summary>A stream of more events than this is not folded.</summary>
    public int StreamEventsMax { get; init; } = 100_000;

    /// <summary>A stream whose payloads are larger than this altogether is not folded.</summary>
    public long StreamBytesMax { get; init; } = 64 * 1024 * 1024;

    /// <summary>A stream that failed so often stays aside until somebody asks for it.</summary>
    public int AttemptsMax { get; init; } = 3;

    /// <summary>
    /// How often a keeper looks by itself what is new and what is asked of it, and how often others look whether its
    /// place is free. In between, appends wake it.
    /// </summary>
    public Duration LookEvery { get; init; } = Duration.FromSeconds(1);

    /// <summary>A keeper that said nothing for so long is stopped by whoever waits for its place.</summary>
    public Duration SilenceMax { get; init; } = Duration.FromSeconds(5);

    /// <summary>Tables that were replaced are dropped after this: earlier queries may still read them.</summary>
    public Duration DropRetiredAfter { get; init; } = Duration.FromMinutes(1);

    /// <summary>
    /// Tables of another format that nobody kept for so long are dropped, where this server's format has its own.
    /// </summary>
    public Duration DropUnkeptAfter { get; init; } = Duration.FromMinutes(10);

    /// <summary>So many threads make a generation anew.</summary>
    public int RebuildersMax { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// Told when a projection cannot go on for now: its name and what happened, without content. It tries again by
    /// itself. Called on any thread; must not throw.
    /// </summary>
    public Action<string, string> Troubled { get; init; } = static (_, _) => { };
}
