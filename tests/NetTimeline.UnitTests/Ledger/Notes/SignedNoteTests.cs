using System.Text;
using NetTimeline.Ledger;
using NetTimeline.Ledger.Notes;
using Xunit;

namespace NetTimeline.UnitTests.Ledger.Notes;

public sealed class SignedNoteTests
{
    const string Line = "— a AAAAAAA=\n";

    // Signed by another program (OpenSSL) as the definition says.
    const string WitnessKey =
        "witness.example/one+5e47d346+/250bC1jb3NpZ25hdHVyZS92MQowWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARK3iE4Fon/zFae3w"
        + "V44n6JXYWnohWO/EzrzfP96wBbXPTrAMjLYdVQFcrOZxhhceY2FPKMqvuDCv55NliYzWgG";
    const string Witnessed =
        "ntl.hospital.example/events\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n"
        + "— witness.example/one XkfTRgAAAABpIP0AMEUCIQCZncopyMiShZOg8ZuKb9M1XPdYWuTe12guevYkSsTQlQIgLajMsGFZHp/h9RWq"
        + "yEiEE7TErDo/QbgVFy39NIKs4Gw=\n";

    static readonly PublishedNotes Published = ReferenceValues.Read<PublishedNotes>("notes.json");

    [Fact]
    public void Notes_of_logs_out_there_verify_as_published()
    {
        Assert.Equal(2, Published.Ecdsa.Count(note => note.Accepted));
        Assert.All(Published.Ecdsa, note => Assert.Equal(
            note.Accepted,
            Read(note.Note).Verify(VerifierOf(note.Key)) is NoteVerdict.Signed));
    }

    [Fact]
    public void A_note_by_Ed25519_is_read_and_stays_unverified() => Assert.All(
        Published.Ed25519NotVerified,
        note =>
        {
            Assert.Equal(note.Note, Read(note.Note).ToString());
            var key = VerifierKey.Parse(note.Key).Accepted();
            Assert.Equal((key.Name, key.Id), (Read(note.Note).Signatures[0].Name, Read(note.Note).Signatures[0].KeyId));
            Assert.Null(NoteVerifiers.Of(key));
        });

    [Fact]
    public void A_note_that_was_signed_is_read_and_verified()
    {
        var note = Read(SignedNote.Sign("two\n\nparts\n", TestKeys.Log).ToString());

        Assert.Equal("two\n\nparts\n", note.Text);
        var signed = Assert.IsType<NoteVerdict.Signed>(note.Verify(TestKeys.VerifierOf(TestKeys.Log.Key)));
        Assert.Equal(TestKeys.Log.Key, Assert.Single(signed.Signatures).Key);
    }

    [Fact]
    public void Signatures_of_unknown_keys_are_passed_over_even_with_a_known_name()
    {
        var other = TestKeys.NewLog(TestKeys.Log.Key.Name);
        var note = SignedNote.Sign("text\n", other, TestKeys.Log);

        Assert.IsType<NoteVerdict.Signed>(note.Verify(TestKeys.VerifierOf(TestKeys.Log.Key)));
        Assert.IsType<NoteVerdict.ByNobodyKnown>(
            note.Verify(TestKeys.VerifierOf(TestKeys.NewLog(TestKeys.Log.Key.Name).Key)));
    }

    [Fact]
    public void One_failing_signature_of_a_known_key_refuses_the_note_whoever_else_signed()
    {
        var other = TestKeys.NewLog("other.example");
        var note = SignedNote.Sign("text\n", TestKeys.Log, other);
        var elsewhere = SignedNote.Sign("other text\n", other).Signatures[0];
        var mixed = note with { Signatures = [note.Signatures[0], elsewhere] };

        var forged = Assert.IsType<NoteVerdict.Forged>(
            mixed.Verify(TestKeys.VerifierOf(TestKeys.Log.Key), TestKeys.VerifierOf(other.Key)));
        Assert.Equal([other.Key], forged.Keys);
        Assert.IsType<NoteVerdict.Signed>(mixed.Verify(TestKeys.VerifierOf(TestKeys.Log.Key)));
    }

    [Fact]
    public void No_byte_of_a_signed_text_or_signature_can_be_another()
    {
        var note = SignedNote.Sign("ntl.hospital.example/events\n7\n", TestKeys.Log);
        var verifier = TestKeys.VerifierOf(TestKeys.Log.Key);
        var signature = note.Signatures[0];

        Assert.IsType<NoteVerdict.Signed>(note.Verify(verifier));
        Assert.All(Enumerable.Range(0, note.Text.Length), at => Assert.IsType<NoteVerdict.Forged>(
            (note with { Text = note.Text[..at] + "#" + note.Text[(at + 1)..] }).Verify(verifier)));
        Assert.All(Enumerable.Range(0, signature.Bytes.Length), at => Assert.IsType<NoteVerdict.Forged>(
            (note with { Signatures = [signature with { Bytes = Flipped(signature.Bytes, at) }] }).Verify(verifier)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("text\n")]
    [InlineData("text\n\n")]
    [InlineData("\n" + Line)]
    [InlineData("text\n" + Line)]
    [InlineData("text\n\n— a AAAAAAA=")]
    public void What_is_not_text_blank_line_and_signatures_is_no_note(string note) =>
        Assert.Equal([0], SignedNote.Parse(Encoding.UTF8.GetBytes(note)).FaultyLines());

    [Theory]
    [InlineData("- a AAAAAAA=")]
    [InlineData("—  a AAAAAAA=")]
    [InlineData("— a  AAAAAAA=")]
    [InlineData("— a AAAAAAA= ")]
    [InlineData("— a+b AAAAAAA=")]
    [InlineData("— a\u00a0b AAAAAAA=")]
    [InlineData("—  AAAAAAA=")]
    [InlineData("— a AAAAAA==")]
    [InlineData("— a AAAAAAA")]
    [InlineData("— a AAAAAAB=")]
    [InlineData("— a AAAA_AA=")]
    public void A_line_that_is_no_signature_is_named(string line) => Assert.Equal(
        [4], SignedNote.Parse(Encoding.UTF8.GetBytes($"text\n\n{Line}{line}\n{Line}")).FaultyLines());

    [Fact]
    public void Every_fault_is_named() => Assert.Equal(
        [1, 4, 6], SignedNote.Parse(Encoding.UTF8.GetBytes($"te\txt\n\n{Line}x\n{Line}y\n")).FaultyLines());

    [Fact]
    public void Control_characters_and_what_is_not_UTF_8_are_refused()
    {
        Assert.Equal([2], SignedNote.Parse(Encoding.UTF8.GetBytes($"a\nb\r\n\n{Line}")).FaultyLines());
        Assert.Equal([0], SignedNote.Parse([0xff, .. Encoding.UTF8.GetBytes($"a\n\n{Line}")]).FaultyLines());
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(16, true)]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void So_many_signatures_are_read(int count, bool isAccepted)
    {
        var note = "text\n\n" + string.Concat(Enumerable.Repeat(Line, count));

        Assert.Equal(
            isAccepted, SignedNote.Parse(Encoding.UTF8.GetBytes(note)) is Parsed<SignedNote>.Accepted);
    }

    [Fact]
    public void A_note_has_at_most_64_KiB()
    {
        var end = $"\n\n{Line}";
        var text = new string('a', SignedNote.BytesMax - Encoding.UTF8.GetByteCount(end));

        Assert.IsType<Parsed<SignedNote>.Accepted>(SignedNote.Parse(Encoding.UTF8.GetBytes(text + end)));
        Assert.Equal([0], SignedNote.Parse(Encoding.UTF8.GetBytes($"a{text}{end}")).FaultyLines());
    }

    [Fact]
    public void What_could_not_be_read_is_not_signed() =>
        Assert.Throws<ArgumentException>(() => SignedNote.Sign("no newline", TestKeys.Log));

    [Fact]
    public void A_cosignature_of_another_program_is_verified_with_its_time()
    {
        var note = Read(Witnessed);

        Assert.IsType<NoteVerdict.Signed>(note.Verify(VerifierOf(WitnessKey)));
        Assert.True(Cosignature.TryReadTime(note.Signatures[0].Bytes.Span, out var unixSeconds));
        Assert.Equal(1_763_769_600, unixSeconds);
    }

    [Fact]
    public void A_witness_signs_the_time_with_the_text()
    {
        var witness = TestKeys.NewWitness("witness.example/one");
        var note = SignedNote.Sign("text\n", TestKeys.Log);
        var line = witness.Sign(note, unixSeconds: 1_763_769_600);
        var verifier = TestKeys.VerifierOf(witness.Key);

        Assert.IsType<NoteVerdict.Signed>((note with { Signatures = [line] }).Verify(verifier));
        Assert.All(Enumerable.Range(0, line.Bytes.Length), at => Assert.IsType<NoteVerdict.Forged>(
            (note with { Signatures = [line with { Bytes = Flipped(line.Bytes, at) }] }).Verify(verifier)));
        Assert.IsType<NoteVerdict.Forged>(
            (note with { Signatures = [line with { Bytes = line.Bytes[..8] }] }).Verify(verifier));
    }

    static SignedNote Read(string note) => SignedNote.Parse(Encoding.UTF8.GetBytes(note)).Accepted();

    static INoteVerifier VerifierOf(string key) => TestKeys.VerifierOf(VerifierKey.Parse(key).Accepted());

    static ReadOnlyMemory<byte> Flipped(ReadOnlyMemory<byte> bytes, int at)
    {
        var other = bytes.ToArray();
        other[at] ^= 1;
        return other;
    }
}
