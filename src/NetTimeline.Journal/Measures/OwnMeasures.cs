using NetTimeline.Domain;
using NetTimeline.EventStore;
using NetTimeline.Journal.Json;
using NetTimeline.Measures.Language;
using NodaTime;

namespace NetTimeline.Journal.Measures;

/// <summary>A definition that a user made.</summary>
/// <param name="Written">As it was posted.</param>
/// <param name="DefinedAt">When the log got it.</param>
/// <param name="DefinedBy">Who posted it.</param>
public sealed record OwnMeasure(WrittenMeasure Written, Instant DefinedAt, string DefinedBy);

/// <summary>The fold of the stream of own definitions. Immutable.</summary>
/// <param name="Version">Of the stream: how many definitions there are, every version counted.</param>
/// <param name="All">In the order in which they were made.</param>
public sealed record OwnMeasures(long Version, Items<OwnMeasure> All)
{
    public static OwnMeasures None { get; } = new(0, []);

    /// <summary>With further events of the stream.</summary>
    /// <exception cref="UnreadableEventException">One of them cannot be read; it is named by its position.</exception>
    public OwnMeasures With(IEnumerable<StoredEvent> stored, StoredForms forms)
    {
        var more = stored.Select(each => new OwnMeasure(Read(each, forms), each.RecordedAt, each.Act.Actor)).ToList();
        return more.Count == 0 ? this : new OwnMeasures(Version + more.Count, [.. All, .. more]);
    }

    /// <summary>The definition of exactly this version, or null.</summary>
    public OwnMeasure? Find(string name, int version) =>
        All.FirstOrDefault(own => own.Written.Name == name && own.Written.Version == version);

    /// <summary>The version that is used now; 0 where there is none of this name.</summary>
    public int NewestOf(string name) =>
        All.Where(own => own.Written.Name == name).Select(own => own.Written.Version).DefaultIfEmpty().Max();

    static WrittenMeasure Read(StoredEvent stored, StoredForms forms)
    {
        try
        {
            return MeasureEvents.Decode(stored.Type, stored.Schema, stored.Payload, forms);
        }
        catch (UnreadableEventException unreadable)
        {
            throw unreadable.At(stored.Position);
        }
    }
}
