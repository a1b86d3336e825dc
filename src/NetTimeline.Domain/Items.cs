using System.Collections;
using System.Runtime.CompilerServices;

namespace NetTimeline.Domain;

/// <summary>
/// An immutable list that is equal to another one when it holds equal items in the same order, so that records
/// made of lists compare by what they say.
/// </summary>
[CollectionBuilder(typeof(Items), nameof(Items.Of))]
public sealed class Items<T> : IReadOnlyList<T>, IEquatable<Items<T>>
{
    readonly T[] items;

    Items(T[] items) => this.items = items;

    public static Items<T> None { get; } = new([]);

    public int Count => items.Length;

    public T this[int index] => items[index];

    internal static Items<T> From(T[] owned) => owned.Length == 0 ? None : new Items<T>(owned);

    public Items<T> With(T item) => new([.. items, item]);

    /// <summary>This and the next two are as for any sequence, but make nothing: they are asked all the time.</summary>
    public bool Contains(T item) => Array.IndexOf(items, item) >= 0;

    public bool Any(Func<T, bool> fits)
    {
        foreach (var item in items)
        {
            if (fits(item))
            {
                return true;
            }
        }

        return false;
    }

    public bool All(Func<T, bool> fits)
    {
        foreach (var item in items)
        {
            if (!fits(item))
            {
                return false;
            }
        }

        return true;
    }

    public bool Equals(Items<T>? other) => other is not null && items.AsSpan().SequenceEqual(other.items);

    public override bool Equals(object? obj) => Equals(obj as Items<T>);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in items)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    public override string ToString() => $"[{string.Join(", ", items)}]";

    /// <summary>Costs nothing: most lists in a statement are empty, and all of them are gone through again and again.
    /// </summary>
    public Enumerator GetEnumerator() => new(items);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => items.GetEnumerator();

    /// <summary>Goes through the items in their order; what it stands on is undefined before the first.</summary>
    public struct Enumerator
    {
        readonly T[] items;
        int at;

        internal Enumerator(T[] items) => (this.items, at) = (items, -1);

        public readonly T Current => items[at];

        public bool MoveNext() => ++at < items.Length;
    }
}

/// <summary>Makes <see cref="Items{T}"/>; the given sequence is copied.</summary>
public static class Items
{
    public static Items<T> Of<T>(ReadOnlySpan<T> items) => Items<T>.From(items.ToArray());

    public static Items<T> ToItems<T>(this IEnumerable<T> items) => Items<T>.From([.. items]);
}
