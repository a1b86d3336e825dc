using System.Runtime.InteropServices;
using System.Text.Json;
using NetTimeline.Domain;
using NetTimeline.Journal.Json;
using NodaTime;

namespace NetTimeline.Journal;

/// <summary>By what right something is to be erased. It stays in the log: nothing of it says of whom.</summary>
/// <param name="Authority">Who decided.</param>
/// <param name="LegalBasis">By what law.</param>
/// <param name="Reason">Why.</param>
public sealed record ErasureOrder(string Authority, string LegalBasis, string Reason);

/// <summary>
/// An erasure as it is written down outside of the database, before it is committed there: a database that is restored
/// to an older state, or that never got the commit, is brought to it again.
/// </summary>
/// <param name="Event">The id of the event that says so.</param>
/// <param name="Patient">Whose.</param>
/// <param name="Order">By what right.</param>
/// <param name="Actor">Who asked for it.</param>
/// <param name="At">When.</param>
/// <param name="Events">The ids of the events that go; none where all do.</param>
/// <param name="Tags">Keyed hashes of what would bring it back, in base64.</param>
/// <param name="Version">
/// The patient's when it was asked for: what was recorded later nobody asked to erase. Null in notes of programs that
/// did not say.
/// </param>
public sealed record ErasureNote(
    Guid Event, Guid Patient, ErasureOrder Order, string Actor, Instant At, Items<Guid> Events, Items<string> Tags,
    long? Version)
{
    public bool IsWhole => Events.Count == 0;
}

/// <summary>What became of an erasure that was written down.</summary>
public enum ErasureFate
{
    /// <summary>It was committed: wherever it is missing from now on, it was lost and is made again.</summary>
    Done,

    /// <summary>It was not, and whoever asked was told so: it is never carried out.</summary>
    Withdrawn,
}

/// <summary>A later line about a note.</summary>
/// <param name="Event">The note's.</param>
/// <param name="Fate">What became of it.</param>
public sealed record ErasureSettled(Guid Event, ErasureFate Fate);

/// <summary>A note, with what is known to have become of it.</summary>
/// <param name="Note">As it was written down.</param>
/// <param name="Fate">Null where a server ended before it could say: then the database has the last word.</param>
public sealed record NotedErasure(ErasureNote Note, ErasureFate? Fate);

/// <summary>Where erasures are written down, such as a database that is restored does not reach.</summary>
public interface IErasureNotes
{
    /// <summary>On the disk when it returns. Whoever writes holds the log's lock.</summary>
    /// <exception cref="IOException">It is not written.</exception>
    void Write(ErasureNote note);

    /// <summary>Likewise.</summary>
    /// <exception cref="IOException">It is not written.</exception>
    void Write(ErasureSettled settled);
}

/// <summary>Reads and writes what erasing needs: orders, notes, identities.</summary>
public static class ErasingJson
{
    public static Parsed<T> Read<T>(JsonElement json)
        where T : class
    {
        var reading = new Reading();
        var read = Shapes.Of(typeof(T)).ReadAll(JsonMarshal.GetRawUtf8Value(json), reading) as T;
        return read is not null && reading.Faults.Count == 0
            ? new Parsed<T>.Understood(read)
            : new Parsed<T>.Faulty([.. reading.Faults]);
    }
}
