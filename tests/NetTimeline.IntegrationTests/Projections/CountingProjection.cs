using System.Collections.Concurrent;
using System.Text.Json;
using NetTimeline.EventStore;

namespace NetTimeline.IntegrationTests.Projections;

/// <summary>
/// Counts what was applied to each stream, one by one – never from a version – so that an event that is applied
/// twice, or not at all, shows. Its other tables have a row for each event.
/// </summary>
sealed class CountingProjection(string name = "counting", string format = "1") : IProjection
{
    public string Name => name;

    public string Format => format;

    public IReadOnlyList<ReadTable> Tables { get; } =
    [
        new(
            $"{name}_counts",
            [new("applied", ReadColumnType.Bigint, true), new("checksum", ReadColumnType.Bigint, true)],
            ["(applied)"]),
        new($"{name}_seen", [new("position", ReadColumnType.Bigint, true), new("kind", ReadColumnType.Text, true)], []),
        new($"{name}_payloads", [new("payload", ReadColumnType.Json, false)], []),
    ];

    public Guid? RulesStream { get; init; }

    /// <summary>What a fold does before it counts an event; nothing unless a test says otherwise.</summary>
    public Action<StoredEvent> OnApply { get; set; } = static _ => { };

    /// <summary>What a fold does before it makes rows.</summary>
    public Action<Guid, CancellationToken> OnRows { get; set; } = static (_, _) => { };

    /// <summary>The streams that it does not hold.</summary>
    public ConcurrentDictionary<Guid, bool> NotHeld { get; } = [];

    /// <summary>What the rows of an event look like under rules of a version.</summary>
    public Func<StoredEvent, long, string> Kind { get; set; } = static (item, _) => item.Type;

    /// <summary>The row of an event in the third table; its own payload unless a test says otherwise.</summary>
    public Func<StoredEvent, long, byte[]> Json { get; set; } = static (item, _) => item.Payload.ToArray();

    /// <summary>How the newest version of the rules is found out.</summary>
    public Func<Task<long>> NewestRules { get; set; } = static () => Task.FromResult(0L);

    public async Task<IProjectionRules> RulesAsync(long? version, CancellationToken cancellation) =>
        new Rules(this, version ?? await NewestRules());

    sealed class Rules(CountingProjection projection, long version) : IProjectionRules
    {
        public long Version => version;

        public IStreamFold? Begin(Guid stream) =>
            stream == projection.RulesStream || projection.NotHeld.ContainsKey(stream)
                ? null
                : new Fold(projection, version, stream);
    }

    sealed class Fold(CountingProjection projection, long version, Guid stream) : IStreamFold
    {
        readonly List<ReadRow> seen = [];
        long applied;
        long checksum;

        public void Apply(IReadOnlyList<StoredEvent> events)
        {
            foreach (var item in events)
            {
                projection.OnApply(item);
                applied++;
                checksum = (checksum * 31 + Number(item)) % 1_000_003;
                seen.Add(new(1, [item.Position, projection.Kind(item, version)]));
                seen.Add(new(2, [projection.Json(item, version)]));
            }
        }

        public IReadOnlyList<ReadRow> Rows(CancellationToken cancellation)
        {
            projection.OnRows(stream, cancellation);
            return [new(0, [applied, checksum]), .. seen];
        }

        static long Number(StoredEvent item)
        {
            using var json = JsonDocument.Parse(item.Payload);
            return json.RootElement.TryGetProperty("n", out var number) ? number.GetInt64() : item.Payload.Length;
        }
    }
}
