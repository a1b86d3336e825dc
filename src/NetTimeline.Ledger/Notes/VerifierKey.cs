using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace NetTimeline.Ledger.Notes;

/// <summary>
/// A public key as C2SP's signed-note writes it, a vkey: <c>name+key id+base64(type ‖ public key)</c>. Name and key id
/// together say which key a signature is by.
/// </summary>
/// <remarks>
/// The id is the beginning of SHA-256(name ‖ newline ‖ type ‖ public key), for ECDSA that of SHA-256(public key). The
/// type of our cosignatures is the byte 0xff followed by their label. Ids are short: they find a key and prove nothing.
/// </remarks>
public sealed record VerifierKey
{
    const byte Newline = (byte)'\n';

    readonly byte[] encoded;

    internal VerifierKey(string name, NoteKeyType type, ReadOnlySpan<byte> publicKey)
    {
        Name = name;
        Type = type;
        encoded = [(byte)type, .. LabelOf(type), .. publicKey];
        PublicKey = encoded.AsMemory(encoded.Length - publicKey.Length);
        Id = BinaryPrimitives.ReadUInt32BigEndian((type == NoteKeyType.Ecdsa
            ? Sha256.Of(publicKey)
            : Sha256.Of([.. Encoding.UTF8.GetBytes(name), Newline], encoded)).Bytes);
    }

    public string Name { get; }

    public uint Id { get; }

    public NoteKeyType Type { get; }

    /// <summary>
    /// Of ECDSA a SubjectPublicKeyInfo in DER, else the bare key. Keys of other names and ids may wrap the same.
    /// </summary>
    public ReadOnlyMemory<byte> PublicKey { get; }

    /// <summary>Refuses a key whose id is not its own, and one of no <see cref="NoteKeyType"/>.</summary>
    public static Parsed<VerifierKey> Parse(string text)
    {
        var parts = text.Split('+', 3);
        if (parts.Length < 3)
        {
            return Parsed<VerifierKey>.Because(0, "A verifier key has a name, an id and a key, with + between them.");
        }

        var faults = new List<TextFault>();
        if (!Spelling.IsKeyName(parts[0]))
        {
            faults.Add(new TextFault(0, "The name of the key is empty or has white space."));
        }

        if (!TryReadId(parts[1], out var id))
        {
            faults.Add(new TextFault(0, "The id of the key is not eight lower-case hexadecimal digits."));
        }

        if (!Spelling.TryReadBase64(parts[2], out var bytes))
        {
            faults.Add(new TextFault(0, "The key is not in canonical base64."));
        }

        return bytes is null || faults.Count > 0 ? new Parsed<VerifierKey>.Refused(faults) : Read(parts[0], id, bytes);
    }

    /// <summary>The vkey.</summary>
    public override string ToString() => $"{Name}+{IdText(Id)}+{Convert.ToBase64String(encoded)}";

    public bool Equals(VerifierKey? other) =>
        other is not null && Name == other.Name && encoded.AsSpan().SequenceEqual(other.encoded);

    public override int GetHashCode() => HashCode.Combine(Name, Id);

    static Parsed<VerifierKey> Read(string name, uint id, ReadOnlySpan<byte> bytes)
    {
        var type = bytes.IsEmpty ? default : (NoteKeyType)bytes[0];
        if (!Enum.IsDefined(type) || !bytes[1..].StartsWith(LabelOf(type)))
        {
            return Parsed<VerifierKey>.Because(0, "The key is of a type that is not known here.");
        }

        var publicKey = bytes[(1 + LabelOf(type).Length)..];
        if (!IsKey(type, publicKey))
        {
            return Parsed<VerifierKey>.Because(0, "The bytes of the key are none of its type.");
        }

        var key = new VerifierKey(name, type, publicKey);
        return key.Id == id
            ? new Parsed<VerifierKey>.Accepted(key)
            : Parsed<VerifierKey>.Because(0, "The id does not belong to this name and this key.");
    }

    static bool IsKey(NoteKeyType type, ReadOnlySpan<byte> publicKey) => type switch
    {
        NoteKeyType.Ed25519 or NoteKeyType.Ed25519Cosignature => publicKey.Length == 32,
        NoteKeyType.MlDsa44Cosignature => publicKey.Length == 1312,
        _ => EcdsaP256.IsPublicKey(publicKey),
    };

    static ReadOnlySpan<byte> LabelOf(NoteKeyType type) =>
        type == NoteKeyType.EcdsaCosignature ? Cosignature.Label : [];

    static string IdText(uint id) => id.ToString("x8", CultureInfo.InvariantCulture);

    static bool TryReadId(string text, out uint id) =>
        uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out id) && IdText(id) == text;
}
