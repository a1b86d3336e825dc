using System.Text.Json;

namespace NetTimeline.Ledger.Json;

/// <summary>
/// One pass over a JSON text. Values are written as they are met; the members of an object that came out of
/// order are put in order when it closes. Used once.
/// </summary>
sealed class Canonicaliser(int bytesMax) : IDisposable
{
    static readonly JsonReaderOptions Strict = new() { MaxDepth = int.MaxValue };

    readonly PooledList<byte> output = new();
    readonly PooledList<byte> scratch = new();
    readonly Places places = new();
    readonly FaultList faults = new();

    static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    public CanonicalJsonResult Canonicalise(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > CanonicalJson.TextBytesMax)
        {
            faults.Add("", $"The text is longer than {CanonicalJson.TextBytesMax} bytes.");
            return new CanonicalJsonResult.Refused(faults.Found);
        }

        if (utf8.StartsWith(ByteOrderMark))
        {
            faults.Add("", "The text begins with a byte order mark; leave it out.");
            utf8 = utf8[ByteOrderMark.Length..];
        }

        Read(utf8);
        if (output.Count > bytesMax)
        {
            faults.Add("", $"The canonical form is longer than {bytesMax} bytes.");
        }

        return faults.Found.Count == 0
            ? new CanonicalJsonResult.Accepted(output.Items.ToArray())
            : new CanonicalJsonResult.Refused(faults.Found);
    }

    public void Dispose()
    {
        output.Dispose();
        scratch.Dispose();
        places.Dispose();
    }

    void Read(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, Strict);
        try
        {
            while (!faults.Full && reader.Read())
            {
                Take(ref reader);
            }
        }
        catch (JsonException malformed)
        {
            // Its message quotes the text; its position does not.
            var (line, column) = (malformed.LineNumber + 1, malformed.BytePositionInLine + 1);
            faults.Add(places.Pointer(), $"This is not JSON, from line {line}, byte {column} on.");
        }
    }

    void Take(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                Open(ref reader);
                break;
            case JsonTokenType.EndObject:
                CloseObject();
                break;
            case JsonTokenType.EndArray:
                output.Add((byte)']');
                places.Leave();
                break;
            case JsonTokenType.PropertyName:
                BeginMember(ref reader);
                break;
            default:
                BeginValue();
                WriteScalar(ref reader);
                break;
        }
    }

    void Open(ref Utf8JsonReader reader)
    {
        BeginValue();
        if (places.Depth == CanonicalJson.DepthMax)
        {
            faults.Add(places.Pointer(), $"Objects and arrays lie more than {CanonicalJson.DepthMax} deep.");
            reader.Skip();
            return;
        }

        var isObject = reader.TokenType == JsonTokenType.StartObject;
        output.Add((byte)(isObject ? '{' : '['));
        places.Enter(isObject, output.Count);
    }

    void BeginValue()
    {
        if (places.InArray && !places.NextElement())
        {
            output.Add((byte)',');
        }
    }

    void BeginMember(ref Utf8JsonReader reader)
    {
        if (!places.AtFirst)
        {
            output.Add((byte)',');
        }

        var start = output.Count;
        var name = Decoded(ref reader);
        JsonText.Write(name, output);
        places.NextMember(name, start);
        output.Add((byte)':');
    }

    void WriteScalar(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                JsonText.Write(Decoded(ref reader), output);
                break;
            case JsonTokenType.Number:
                foreach (var sentence in JsonNumber.Faults(reader.ValueSpan))
                {
                    faults.Add(places.Pointer(), sentence);
                }

                output.Add(reader.ValueSpan);
                break;
            default:
                output.Add(reader.ValueSpan);
                break;
        }
    }

    /// <summary>The text of a string or name, in UTF-8 without escapes. Valid until the next one.</summary>
    ReadOnlySpan<byte> Decoded(ref Utf8JsonReader reader)
    {
        scratch.CutTo(0);
        foreach (var sentence in JsonText.Decode(reader.ValueSpan, scratch))
        {
            var isName = reader.TokenType == JsonTokenType.PropertyName;
            faults.Add(isName ? places.PointerToLevel() : places.Pointer(), sentence);
        }

        return scratch.Items;
    }

    void CloseObject()
    {
        var members = places.Members(output.Count, out var contentStart, out var inOrder);
        if (!inOrder)
        {
            places.Sort(members);
            NameDuplicates(members);
            Rearrange(members, contentStart);
        }

        output.Add((byte)'}');
        places.Leave();
    }

    void NameDuplicates(ReadOnlySpan<Member> members)
    {
        for (var i = 1; i < members.Length && !faults.Full; i++)
        {
            var again = places.NameOf(members[i]);
            var firstOfItsKind = i == 1 || !again.SequenceEqual(places.NameOf(members[i - 2]));
            if (firstOfItsKind && again.SequenceEqual(places.NameOf(members[i - 1])))
            {
                faults.Add(places.PointerTo(members[i]), "The name appears more than once in its object.");
            }
        }
    }

    void Rearrange(ReadOnlySpan<Member> members, int contentStart)
    {
        scratch.CutTo(0);
        scratch.Add(output.Items[contentStart..]);
        output.CutTo(contentStart);
        foreach (var member in members)
        {
            if (output.Count > contentStart)
            {
                output.Add((byte)',');
            }

            output.Add(scratch.Items[(member.Start - contentStart)..(member.End - contentStart)]);
        }
    }
}
