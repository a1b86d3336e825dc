using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using NetTimeline.Ledger;
using NetTimeline.Ledger.Tree;

namespace NetTimeline.UnitTests.Ledger.Tree;

/// <summary>
/// RFC 6962 section 2.1 as it stands there: recursive, over the entries themselves, and sharing no code with what it is
/// compared with. Hashes of ranges are remembered, since thousands of trees begin alike.
/// </summary>
sealed class NaiveTree : IHashes
{
    readonly Dictionary<(int First, int End), Hash> known = [];

    /// <summary>MTH(D[first:end]).</summary>
    public Hash Root(int first, int end)
    {
        if (!known.TryGetValue((first, end), out var hash))
        {
            hash = Computed(first, end);
            known.Add((first, end), hash);
        }

        return hash;
    }

    public Hash Root(int size) => Root(0, size);

    /// <summary>PATH(m, D[first:end]).</summary>
    public IEnumerable<Hash> Path(int m, int first, int end)
    {
        if (end - first == 1)
        {
            return [];
        }

        var k = Split(end - first);
        return m < k
            ? Path(m, first, first + k).Append(Root(first + k, end))
            : Path(m - k, first + k, end).Append(Root(first, first + k));
    }

    /// <summary>PROOF(m, D[n]).</summary>
    public IEnumerable<Hash> Proof(int m, int n) => Subproof(m, 0, n, isWhole: true);

    public Hash Of(Subtree subtree) =>
        Root((int)subtree.Index << subtree.Level, (int)(subtree.Index + 1) << subtree.Level);

    public static byte[] Entry(int index) => Encoding.UTF8.GetBytes($"entry {index}");

    /// <summary>SUBPROOF(m, D[first:end], b).</summary>
    IEnumerable<Hash> Subproof(int m, int first, int end, bool isWhole)
    {
        var n = end - first;
        if (m == n)
        {
            return isWhole ? [] : [Root(first, end)];
        }

        var k = Split(n);
        return m <= k
            ? Subproof(m, first, first + k, isWhole).Append(Root(first + k, end))
            : Subproof(m - k, first + k, end, isWhole: false).Append(Root(first, first + k));
    }

    Hash Computed(int first, int end)
    {
        var n = end - first;
        return new Hash(SHA256.HashData(n switch
        {
            0 => [],
            1 => [0, .. Entry(first)],
            _ => [1, .. Root(first, first + Split(n)).Bytes, .. Root(first + Split(n), end).Bytes],
        }));
    }

    /// <summary>The largest power of two below n.</summary>
    static int Split(int n) => (int)BitOperations.RoundUpToPowerOf2((uint)n) / 2;
}
