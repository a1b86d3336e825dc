using System.Security.Cryptography;
using System.Text;
using NetTimeline.EventStore;

namespace NetTimeline.Benchmarks;

/// <summary>The streams of one database and how far each has come; each writer goes round its own.</summary>
sealed class BenchmarkStreams
{
    public const int Count = 4096;

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

    readonly long[] versions = new long[Count];
    readonly int[] turns = new int[Count];

    public Guid[] Ids { get; } = [.. Enumerable.Range(0, Count).Select(_ => Guid.NewGuid())];

    /// <summary>The next of the writer's streams. No two writers share one.</summary>
    public int Next(int writer, int writers)
    {
        var own = Count / writers;
        return (writer * own) + (turns[writer]++ % own);
    }

    public Append Append(int stream)
    {
        var item = new NewEvent(Guid.CreateVersion7(), "entry_recorded", 1, Payload, Act);
        var version = versions[stream]++;
        return new(
            Guid.CreateVersion7(), Ids[stream], version == 0 ? $"key-{stream}" : null, version, [item],
            new("dr-m POST /entries", item.Id.ToString(), Body));
    }
}
