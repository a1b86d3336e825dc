using System.Text;

namespace NetTimeline.EventStore;

/// <summary>
/// What every store asks of an append before it looks at what is stored. Breaking these is a bug of the
/// caller, so they are exceptions; both stores refuse the same.
/// </summary>
static class WellFormed
{
    const int TypeLengthMax = 500;

    /// <summary>So that an envelope, however much of it must be escaped, has a canonical form.</summary>
    const int ActLengthMax = 32 * 1024;

    /// <summary>What an index of the database can hold, also two of them in one entry.</summary>
    const int NameBytesMax = 1024;

    /// <exception cref="ArgumentException">The append can not be stored whatever the store holds.</exception>
    public static void Check(Append append)
    {
        ArgumentNullException.ThrowIfNull(append);
        ArgumentOutOfRangeException.ThrowIfNegative(append.ExpectedVersion, nameof(append));
        Require(append.Events.Count > 0, "An append holds at least one event.");
        Require(
            append.StreamKey is not null == (append.ExpectedVersion == 0),
            "A stream's key is given exactly when the stream begins.");
        CheckName(append.StreamKey);
        if (append.Command is { } command)
        {
            Require(command.BodySha256.Length == 32, "A SHA-256 has 32 bytes.");
            CheckName(command.Scope);
            CheckName(command.Key);
        }

        foreach (var item in append.Events)
            Check(item);
        Require(
            append.Events.Count == append.Events.DistinctBy(item => item.Id).Count(),
            "Each event of an append has an id of its own.");
    }

    public static ArgumentException AppendIdUsedBefore() =>
        new("An append's id names one attempt; this one was used before.");

    static void Check(NewEvent item)
    {
        Require(item.Type.Length is > 0 and <= TypeLengthMax, "A stored name has 1 to 500 characters.");
        Require(item.Schema >= 1, "Stored forms count from 1.");
        CheckText(item.Type);
        var length = 0;
        foreach (var text in TextsOf(item.Act))
        {
            CheckText(text);
            length += text?.Length ?? 0;
        }

        Require(length <= ActLengthMax, "What is said about an act has at most 32,768 characters.");
    }

    static ReadOnlySpan<string?> TextsOf(Act act) =>
        new[] { act.Actor, act.Client, act.Change, act.Corrects, act.Reason, act.Source, act.Request };

    static void CheckName(string? name)
    {
        CheckText(name);
        Require(
            name is null || Encoding.UTF8.GetByteCount(name) <= NameBytesMax,
            "A stream's key, a command's scope and its key have at most 1,024 bytes in UTF-8 each.");
    }

    /// <summary>The database's text has no U+0000, and UTF-8 has no lone surrogates.</summary>
    static void CheckText(string? text)
    {
        if (text is null || (Ascii.IsValid(text) && !text.Contains('\0', StringComparison.Ordinal)))
            return;
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            var status = Rune.DecodeFromUtf16(rest, out var rune, out var length);
            Require(
                status == System.Buffers.OperationStatus.Done && rune.Value != 0,
                "Text holds neither U+0000 nor half of a surrogate pair.");
            rest = rest[length..];
        }
    }

    static void Require(bool holds, string rule)
    {
        if (!holds)
            throw new ArgumentException(rule);
    }
}
