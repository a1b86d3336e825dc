using NetTimeline.EventStore;
using NetTimeline.Journal;
using NetTimeline.Journal.Json;
using NetTimeline.Journal.Views;

namespace NetTimeline.Server.Feed;

/// <summary>An event of the log as it goes out to all who follow: written once, sent many times.</summary>
/// <param name="Position">Of the event.</param>
/// <param name="Stream">Of the event.</param>
/// <param name="Kind">Its stored name.</param>
/// <param name="Bytes">A server-sent event; empty where the stream is no patient's.</param>
sealed record ChangeFrame(long Position, Guid Stream, string Kind, ReadOnlyMemory<byte> Bytes);

/// <summary>Makes frames of events.</summary>
sealed class ChangeFrames(RegistryKeys keys)
{
    public async Task<IReadOnlyList<ChangeFrame>> OfAsync(
        IReadOnlyList<StoredEvent> events, CancellationToken cancellation)
    {
        var found = await keys.FindAsync(events.Select(each => each.Stream), cancellation);
        var frames = new ChangeFrame[events.Count];
        for (var at = 0; at < frames.Length; at++)
        {
            var each = events[at];
            var bytes = SystemStreams.All.Contains(each.Stream)
                ? default
                : Written(ChangeView.Of(each, found.TryGetValue(each.Stream, out var key) ? key : null));
            frames[at] = new ChangeFrame(each.Position, each.Stream, each.Type, bytes);
        }

        return frames;
    }

    /// <summary>JSON on one line is one line of data.</summary>
    static ReadOnlyMemory<byte> Written(ChangeView view)
    {
        var head = System.Text.Encoding.UTF8.GetBytes(
            System.FormattableString.Invariant($"id: {view.Position}\nevent: change\ndata: "));
        return (byte[])[.. head, .. ViewJson.Write(view).Span, .. "\n\n"u8];
    }
}
