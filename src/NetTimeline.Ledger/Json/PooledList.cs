using System.Buffers;

namespace NetTimeline.Ledger.Json;

/// <summary>
/// A list whose room is borrowed, so that canonicalising a payload leaves little to collect.
/// </summary>
sealed class PooledList<T> : IDisposable where T : unmanaged
{
    T[] items = ArrayPool<T>.Shared.Rent(256);

    public int Count { get; private set; }

    /// <summary>Valid until something is added.</summary>
    public Span<T> Items => items.AsSpan(0, Count);

    public ref T Last => ref items[Count - 1];

    public void Add(T item)
    {
        Reserve(1);
        items[Count++] = item;
    }

    public void Add(ReadOnlySpan<T> more)
    {
        Reserve(more.Length);
        more.CopyTo(items.AsSpan(Count));
        Count += more.Length;
    }

    /// <summary>Forgets everything from an index on.</summary>
    public void CutTo(int count) => Count = count;

    public void Dispose()
    {
        ArrayPool<T>.Shared.Return(items);
        items = [];
    }

    void Reserve(int more)
    {
        if (Count + more <= items.Length)
        {
            return;
        }

        var larger = ArrayPool<T>.Shared.Rent(Math.Max(Count + more, items.Length * 2));
        Items.CopyTo(larger);
        ArrayPool<T>.Shared.Return(items);
        items = larger;
    }
}
