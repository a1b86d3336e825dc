using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace NetTimeline.Ledger.Notes;

/// <summary>One line below a note; nobody has verified it yet.</summary>
/// <param name="Name">Of the key.</param>
/// <param name="KeyId">Finds the key together with its name; proves nothing.</param>
/// <param name="Bytes">What the key made of the text, in the form of its type.</param>
public sealed record NoteSignature(string Name, uint KeyId, ReadOnlyMemory<byte> Bytes)
{
    const string Dash = "\u2014 ";

    /// <summary>Refuses every spelling but that of <see cref="ToString"/>.</summary>
    /// <param name="line">Without its newline.</param>
    public static bool TryParse(string line, [NotNullWhen(true)] out NoteSignature? signature)
    {
        signature = null;
        if (!line.StartsWith(Dash, StringComparison.Ordinal))
        {
            return false;
        }

        var parts = line[Dash.Length..].Split(' ');
        if (parts.Length != 2
            || !Spelling.IsKeyName(parts[0])
            || !Spelling.TryReadBase64(parts[1], out var bytes)
            || bytes.Length <= sizeof(uint))
        {
            return false;
        }

        signature = new NoteSignature(
            parts[0], BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes.AsMemory(sizeof(uint)));
        return true;
    }

    /// <summary>The line, without a newline.</summary>
    public override string ToString()
    {
        var bytes = new byte[sizeof(uint) + Bytes.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, KeyId);
        Bytes.Span.CopyTo(bytes.AsSpan(sizeof(uint)));
        return $"{Dash}{Name} {Convert.ToBase64String(bytes)}";
    }

    internal bool IsBy(VerifierKey key) => Name == key.Name && KeyId == key.Id;
}
