using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace NetTimeline.Ledger.Json;

/// <summary>The inside of JSON strings.</summary>
static class JsonText
{
    const string LoneSurrogate = "The text holds half of a surrogate pair, which is no character.";
    const string Zero = "The text holds the character U+0000, which the database cannot keep.";
    const string InvalidUtf8 = "The text is not valid UTF-8.";

    const int UnitLength = 6; // \uXXXX

    static readonly SearchValues<byte> Escaped =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(unit => (byte)unit), (byte)'"', (byte)'\\']);

    /// <summary>
    /// Writes the UTF-8 a string stands for, and says what is wrong with it. <paramref name="raw"/> is what
    /// stood between the quotes, its escapes already known to be well formed.
    /// </summary>
    public static IEnumerable<string> Decode(ReadOnlySpan<byte> raw, PooledList<byte> decoded)
    {
        var (hasLone, hasZero) = (false, false);
        var rest = raw;
        for (var escape = rest.IndexOf((byte)'\\'); escape >= 0; escape = rest.IndexOf((byte)'\\'))
        {
            decoded.Add(rest[..escape]);
            rest = rest[escape..];
            var character = Character(rest, out var length);
            hasZero |= character == new Rune(0);
            hasLone |= character is null;
            AddUtf8(character ?? Rune.ReplacementChar, decoded);
            rest = rest[length..];
        }

        decoded.Add(rest);
        var isValid = Utf8.IsValid(raw);
        return hasLone || hasZero || !isValid ? Sentences(hasLone, hasZero, isValid) : [];
    }

    /// <summary>Writes a string with its quotes, escaping what must be escaped and nothing else.</summary>
    public static void Write(ReadOnlySpan<byte> decoded, PooledList<byte> output)
    {
        output.Add((byte)'"');
        for (var next = decoded.IndexOfAny(Escaped); next >= 0; next = decoded.IndexOfAny(Escaped))
        {
            output.Add(decoded[..next]);
            WriteEscape(decoded[next], output);
            decoded = decoded[(next + 1)..];
        }

        output.Add(decoded);
        output.Add((byte)'"');
    }

    static IEnumerable<string> Sentences(bool hasLone, bool hasZero, bool isValid)
    {
        if (hasLone)
        {
            yield return LoneSurrogate;
        }

        if (hasZero)
        {
            yield return Zero;
        }

        if (!isValid)
        {
            yield return InvalidUtf8;
        }
    }

    /// <summary>
    /// The character of the escape that <paramref name="rest"/> begins with; null for half a pair.
    /// </summary>
    static Rune? Character(ReadOnlySpan<byte> rest, out int length)
    {
        length = 2;
        if (rest[1] != 'u')
        {
            return new Rune(rest[1] switch
            {
                (byte)'b' => '\b',
                (byte)'f' => '\f',
                (byte)'n' => '\n',
                (byte)'r' => '\r',
                (byte)'t' => '\t',
                var itself => (char)itself,
            });
        }

        length = UnitLength;
        var unit = Unit(rest);
        if (!char.IsSurrogate(unit))
        {
            return new Rune(unit);
        }

        var next = rest[UnitLength..];
        if (next.StartsWith("\\u"u8) && Rune.TryCreate(unit, Unit(next), out var pair))
        {
            length = 2 * UnitLength;
            return pair;
        }

        return null;
    }

    static char Unit(ReadOnlySpan<byte> escape) => (char)ushort.Parse(
        escape[2..UnitLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    static void AddUtf8(Rune character, PooledList<byte> decoded)
    {
        Span<byte> bytes = stackalloc byte[4];
        decoded.Add(bytes[..character.EncodeToUtf8(bytes)]);
    }

    static void WriteEscape(byte character, PooledList<byte> output)
    {
        var brief = character switch
        {
            (byte)'\b' => (byte)'b',
            (byte)'\t' => (byte)'t',
            (byte)'\n' => (byte)'n',
            (byte)'\f' => (byte)'f',
            (byte)'\r' => (byte)'r',
            (byte)'"' or (byte)'\\' => character,
            _ => (byte)0,
        };
        if (brief != 0)
        {
            output.Add([(byte)'\\', brief]);
            return;
        }

        output.Add("\\u00"u8);
        output.Add((byte)(character < 0x10 ? '0' : '1'));
        output.Add("0123456789abcdef"u8[character & 0xF]);
    }
}
