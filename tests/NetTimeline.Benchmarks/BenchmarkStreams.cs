using System.Security.Cryptography;
using System.Text;
using NetTimeline.EventStore;

namespace NetTimeline.Benchmarks;

/// <summary>The streams of one database and how far each has come; each writer goes round its own.</summary>
sealed class BenchmarkStreams
{
    const int UsualCount = 4096;

    static readonly ReadOnlyMemory<byte> Payload = Encoding.UTF8.GetBytes(
        """
        {"entry":"ct-2019-05","finding":{"kind":"imaging","method":"CT","result":"partial response",
        "sites":["liver","mesentery"]},"known":{"day":"2019-05-20"},"occurred":{"day":"2019-05-14"},
        "source":{"document":"report 14","page":2},
        "text":"Mass in segment VII now 4.10 cm, before 5.25 cm; no new lesion."}
        """.ReplaceLineEndings(""));

    static readonly byte[] Body = SHA256.HashData("body"u8);
    static readonly Act Act =
        new("dr-m", "bench", "creation", null, null, null, "0f8fad5b-d9cb-469f-a165-70867728950e");

    static int values;

    readonly Func<(string Type, ReadOnlyMemory<byte> Payload)> happens;
    readonly long[] versions;
    readonly int[] turns;

    public BenchmarkStreams()
        : this(UsualCount)
    {
    }

    /// <summary>New streams, and always the same event.</summary>
    public BenchmarkStreams(int count)
        : this(
            [.. Enumerable.Range(0, count).Select(_ => (Guid.NewGuid(), 0L))],
            static () => ("entry_recorded", Payload))
    {
    }

    /// <param name="streams">And the version of each.</param>
    /// <param name="happens">The stored name and payload of the next event; asked from many threads.</param>
    public BenchmarkStreams(
        IReadOnlyList<(Guid Id, long Version)> streams, Func<(string Type, ReadOnlyMemory<byte> Payload)> happens)
    {
        this.happens = happens;
        Ids = [.. streams.Select(stream => stream.Id)];
        versions = [.. streams.Select(stream => stream.Version)];
        turns = new int[streams.Count];
    }

    public Guid[] Ids { get; }

    /// <summary>An entry under a key of its own, for the streams of patients whom somebody reads.</summary>
    public static (string Type, ReadOnlyMemory<byte> Payload) LaboratoryValue() => (
        "laboratory_value_recorded",
        Encoding.UTF8.GetBytes($$$"""
            {"key":"bench-{{{Interlocked.Increment(ref values)}}}","kind":"laboratory-value","occurred":"2019-05-20",
            "test":"chromogranin A","value":{"unit":"ng/mL","value":90}}
            """.ReplaceLineEndings("")));

    /// <summary>The next of the writer's streams. No two writers share one.</summary>
    public int Next(int writer, int writers)
    {
        var own = Ids.Length / writers;
        return (writer * own) + (turns[writer]++ % own);
    }

    public Append Append(int stream)
    {
        var (type, payload) = happens();
        var item = new NewEvent(Guid.CreateVersion7(), type, 1, payload, Act);
        var version = versions[stream]++;
        return new(
            Guid.CreateVersion7(), Ids[stream], version == 0 ? $"key-{stream}" : null, version, [item],
            new("dr-m POST /entries", item.Id.ToString(), Body));
    }
}
