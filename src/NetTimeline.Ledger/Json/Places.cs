using System.Globalization;
using System.Text;

namespace NetTimeline.Ledger.Json;

/// <summary>One member of an open object.</summary>
/// <param name="NameStart">Where its decoded name lies among the names.</param>
/// <param name="NameLength">In bytes of UTF-8.</param>
/// <param name="Start">Where it begins in the output, with its name; included.</param>
/// <param name="End">Where it ends in the output; not included. 0 while it is being written.</param>
readonly record struct Member(int NameStart, int NameLength, int Start, int End);

/// <summary>
/// Where in the text we are: the open objects and arrays, and the members of the open objects.
/// </summary>
sealed class Places : IDisposable
{
    readonly PooledList<Level> levels = new();
    readonly PooledList<Member> members = new();
    readonly PooledList<byte> names = new();

    public int Depth => levels.Count;

    public bool InArray => levels.Count > 0 && !levels.Last.IsObject;

    public bool AtFirst => levels.Last.Items == 0;

    public void Dispose()
    {
        levels.Dispose();
        members.Dispose();
        names.Dispose();
    }

    /// <summary>Enters an object or array whose content begins at <paramref name="contentStart"/>.</summary>
    public void Enter(bool isObject, int contentStart) =>
        levels.Add(new Level(isObject, contentStart, members.Count, names.Count));

    /// <summary>Leaves the innermost object or array and forgets its members.</summary>
    public void Leave()
    {
        members.CutTo(levels.Last.FirstMember);
        names.CutTo(levels.Last.FirstName);
        levels.CutTo(levels.Count - 1);
    }

    /// <summary>Goes on to the next element of the innermost array; says whether it is the first.</summary>
    public bool NextElement() => ++levels.Last.Items == 1;

    /// <summary>Goes on to the next member of the innermost object.</summary>
    public void NextMember(ReadOnlySpan<byte> name, int start)
    {
        ref var level = ref levels.Last;
        if (level.Items++ > 0)
        {
            EndMember(start - 1);
            level.OutOfOrder |= Utf16Order.Compare(NameOf(members.Last), name) >= 0;
        }

        members.Add(new Member(names.Count, name.Length, start, End: 0));
        names.Add(name);
    }

    /// <summary>The members of the innermost object, whose last one ends at <paramref name="end"/>.</summary>
    public Span<Member> Members(int end, out int contentStart, out bool inOrder)
    {
        var level = levels.Last;
        if (level.Items > 0)
        {
            EndMember(end);
        }

        (contentStart, inOrder) = (level.ContentStart, !level.OutOfOrder);
        return members.Items[level.FirstMember..];
    }

    public void Sort(Span<Member> unsorted) =>
        unsorted.Sort((a, b) => Utf16Order.Compare(NameOf(a), NameOf(b)));

    public ReadOnlySpan<byte> NameOf(Member member) => names.Items.Slice(member.NameStart, member.NameLength);

    /// <summary>JSON Pointer to the value being read.</summary>
    public string Pointer() => Pointer(levels.Count).ToString();

    /// <summary>JSON Pointer to the innermost object or array.</summary>
    public string PointerToLevel() => Pointer(levels.Count - 1).ToString();

    /// <summary>JSON Pointer to a member of the innermost object.</summary>
    public string PointerTo(Member member) => Append(Pointer(levels.Count - 1), member).ToString();

    StringBuilder Pointer(int depth)
    {
        var pointer = new StringBuilder();
        for (var i = 0; i < depth; i++)
        {
            var level = levels.Items[i];
            if (level.Items == 0)
            {
                continue;
            }

            if (level.IsObject)
            {
                var nextLevelsFirst = i + 1 < levels.Count ? levels.Items[i + 1].FirstMember : members.Count;
                Append(pointer, members.Items[nextLevelsFirst - 1]);
            }
            else
            {
                pointer.Append(CultureInfo.InvariantCulture, $"/{level.Items - 1}");
            }
        }

        return pointer;
    }

    StringBuilder Append(StringBuilder pointer, Member member) =>
        pointer.Append('/').Append(JsonPointer.Escape(Encoding.UTF8.GetString(NameOf(member))));

    void EndMember(int end) => members.Last = members.Last with { End = end };

    /// <summary>An open object or array.</summary>
    struct Level(bool isObject, int contentStart, int firstMember, int firstName)
    {
        public readonly bool IsObject = isObject;
        public readonly int ContentStart = contentStart;
        public readonly int FirstMember = firstMember;
        public readonly int FirstName = firstName;

        /// <summary>Elements or members begun so far.</summary>
        public int Items;

        /// <summary>A name did not sort after the one before it: out of order, or the same.</summary>
        public bool OutOfOrder;
    }
}
