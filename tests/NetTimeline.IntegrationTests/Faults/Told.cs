using System.Globalization;
using System.Text.Json;
using NetTimeline.EventStore;

namespace NetTimeline.IntegrationTests.Faults;

/// <summary>What became of one attempt, as far as its client knows.</summary>
enum Answer
{
    /// <summary>It was told that it is stored.</summary>
    Stored,

    /// <summary>It was told no.</summary>
    Refused,

    /// <summary>It was told that nothing is stored because something is broken.</summary>
    Failed,

    /// <summary>It was told nothing, or that nobody knows.</summary>
    Unknown,
}

/// <summary>What a client asked for and was told. Attempts for one purpose have one key.</summary>
/// <param name="Key">Of the purpose; each of its events carries it.</param>
/// <param name="Stream">The stream's id, or a patient's registry key.</param>
/// <param name="Events">How many were to be stored together.</param>
/// <param name="Answer">What it was told.</param>
/// <param name="FirstVersion">As told; 0 where it is not stored.</param>
/// <param name="FirstPosition">As told; 0 where it is not stored.</param>
sealed record Told(
    string Key, string Stream, int Events, Answer Answer, long FirstVersion, long FirstPosition)
{
    public static Told Unanswered(string key, string stream, int events, Answer answer) =>
        new(key, stream, events, answer, 0, 0);

    public static Told Parse(string line)
    {
        var parts = line.Split('\t');
        return new(
            parts[0], parts[1], int.Parse(parts[2], CultureInfo.InvariantCulture), Enum.Parse<Answer>(parts[3]),
            long.Parse(parts[4], CultureInfo.InvariantCulture), long.Parse(parts[5], CultureInfo.InvariantCulture));
    }

    public string ToLine() => FormattableString.Invariant(
        $"{Key}\t{Stream}\t{Events}\t{Answer}\t{FirstVersion}\t{FirstPosition}");
}

/// <summary>An event of the log, as far as an oracle asks.</summary>
/// <param name="Key">Of the purpose it was stored for: what stands before the last point of its own key.</param>
public sealed record Kept(string Key, Guid Stream, long Version, long Position, long RecordedTicks)
{
    public static Kept From(StoredEvent item)
    {
        using var payload = JsonDocument.Parse(item.Payload);
        var key = (payload.RootElement.TryGetProperty("key", out var own)
            ? own
            : payload.RootElement.GetProperty("registryKey")).GetString()!;
        var point = key.LastIndexOf('.');
        return new(
            point < 0 ? key : key[..point], item.Stream, item.Version, item.Position,
            item.RecordedAt.ToUnixTimeTicks());
    }
}
