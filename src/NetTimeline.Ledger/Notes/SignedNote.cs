using System.Text;
using System.Text.Unicode;

namespace NetTimeline.Ledger.Notes;

/// <summary>Text with signatures below it, C2SP signed-note. It says nothing until it is verified.</summary>
/// <param name="Text">Ends with a newline, which is signed; the blank line behind it is not.</param>
/// <param name="Signatures">At least one in a note that was read.</param>
public sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    /// <summary>The most bytes of a note that is read, and by far more than any of ours has.</summary>
    public const int BytesMax = 64 * 1024;

    /// <summary>The most signatures of a note that is read; the specification asks for 16.</summary>
    public const int SignaturesMax = 64;

    public static Parsed<SignedNote> Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > BytesMax)
        {
            return Parsed<SignedNote>.Because(0, $"The note has more than {BytesMax} bytes.");
        }

        if (!Utf8.IsValid(bytes))
        {
            return Parsed<SignedNote>.Because(0, "The note is not UTF-8.");
        }

        var note = Encoding.UTF8.GetString(bytes);
        var faults = ControlCharacters(note).ToList();
        var blank = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (blank < 0 || !note.EndsWith('\n') || blank + 2 == note.Length)
        {
            faults.Add(new TextFault(0, "A note is text, a blank line and signatures, each line with its newline."));
            return new Parsed<SignedNote>.Refused(faults);
        }

        var text = note[..(blank + 1)];
        var lines = note[(blank + 2)..^1].Split('\n');
        var signatures = ReadSignatures(lines, firstLine: 2 + text.Count(character => character == '\n'), faults);
        return faults.Count == 0
            ? new Parsed<SignedNote>.Accepted(new SignedNote(text, signatures))
            : new Parsed<SignedNote>.Refused(faults);
    }

    /// <summary>A note with a signature of each, in their order.</summary>
    /// <exception cref="ArgumentException">It could not be read again.</exception>
    public static SignedNote Sign(string text, params IEnumerable<INoteSigner> signers)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var note = new SignedNote(
            text, [.. signers.Select(signer => new NoteSignature(signer.Key.Name, signer.Key.Id, signer.Sign(bytes)))]);
        return Parse(note.ToBytes()) is Parsed<SignedNote>.Refused refused
            ? throw new ArgumentException(string.Join(' ', refused.Faults), nameof(text))
            : note;
    }

    /// <summary>
    /// Keys that are not known are passed over; one signature of a known key that fails refuses the whole note.
    /// </summary>
    /// <param name="known">Trusted beforehand, by a way that is not the note's.</param>
    public NoteVerdict Verify(params IEnumerable<INoteVerifier> known)
    {
        var text = TextBytes();
        var verifiers = known.ToList();
        var byKnown = Signatures
            .Select(signature => (signature, keys: verifiers.FindAll(verifier => signature.IsBy(verifier.Key))))
            .Where(found => found.keys.Count > 0)
            .Select(found => (
                found.signature,
                found.keys[0].Key,
                verifier: found.keys.Find(verifier => verifier.Verifies(text, found.signature.Bytes.Span))))
            .ToList();
        var failed = byKnown.Where(found => found.verifier is null).Select(found => found.Key).ToList();
        return byKnown switch
        {
            [] => new NoteVerdict.ByNobodyKnown(),
            _ when failed.Count > 0 => new NoteVerdict.Forged([.. failed.Distinct()]),
            _ => new NoteVerdict.Signed(
                [.. byKnown.Select(found => new VerifiedSignature(found.verifier!.Key, found.signature))]),
        };
    }

    /// <summary>As it is served and stored.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(ToString());

    /// <summary>The whole note, as it is served.</summary>
    public override string ToString() =>
        string.Concat([Text, "\n", .. Signatures.Select(signature => $"{signature}\n")]);

    internal byte[] TextBytes() => Encoding.UTF8.GetBytes(Text);

    static IEnumerable<TextFault> ControlCharacters(string note) => note.Split('\n')
        .Index()
        .Where(line => line.Item.Any(character => character < ' '))
        .Select(line => new TextFault(line.Index + 1, "A note has no control characters but newlines."));

    static List<NoteSignature> ReadSignatures(string[] lines, int firstLine, List<TextFault> faults)
    {
        if (lines.Length > SignaturesMax)
        {
            faults.Add(new TextFault(0, $"The note has more than {SignaturesMax} signatures."));
        }

        var signatures = new List<NoteSignature>();
        foreach (var (index, line) in lines.Index())
        {
            if (NoteSignature.TryParse(line, out var signature))
            {
                signatures.Add(signature);
            }
            else
            {
                faults.Add(new TextFault(
                    firstLine + index,
                    "A signature is an em dash, the name of a key, and its id and signature in canonical base64."));
            }
        }

        return signatures;
    }
}
