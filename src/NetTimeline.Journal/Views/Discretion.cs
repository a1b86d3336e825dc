using System.Buffers;
using System.Text.Json;
using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Timelines;
using NetTimeline.Journal.Json;

namespace NetTimeline.Journal.Views;

/// <summary>
/// A view of the past names nothing that was learned later: "not after the second operation" would give the second
/// operation away. Entries are kept as they were stated, so it is shown entries that are made discreet.
/// </summary>
static class Discretion
{
    /// <summary>The timeline unchanged where no moment of knowledge is asked about.</summary>
    public static Timeline Of(Timeline timeline)
    {
        if (timeline.AsOf.Known is null)
        {
            return timeline;
        }

        var shown = timeline.Entries.Concat(timeline.PossiblyKnown).Select(each => each.Entry.Key).ToHashSet();
        return timeline with
        {
            Entries = [.. timeline.Entries.Select(each => each with { Entry = Said(each.Entry, shown.Contains) })],
            PossiblyKnown =
                [.. timeline.PossiblyKnown.Select(each => each with { Entry = Said(each.Entry, shown.Contains) })],
        };
    }

    /// <summary>
    /// Written with what may be said and read again: the one description of each kind knows where its names are.
    /// </summary>
    static Entry Said(Entry entry, Func<EntryKey, bool> mayName)
    {
        var shape = Shapes.Of(typeof(Entry));
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            shape.Write(new Writing(writer, mayName), entry);
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return shape.Read(document.RootElement, new Reading()) as Entry
            ?? throw new InvalidOperationException("What may be said of an entry is no entry.");
    }
}
