using System.Security.Cryptography;
using NetTimeline.Ledger;
using NetTimeline.Ledger.Notes;
using Xunit;

namespace NetTimeline.UnitTests.Ledger.Notes;

public sealed class VerifierKeyTests
{
    static readonly PublishedNotes Published = ReferenceValues.Read<PublishedNotes>("notes.json");

    [Fact]
    public void Published_keys_are_read_and_written_again()
    {
        var ours = Published.Keys.Where(key => key.Accepted && !IsOfTypeNotKnown(key)).ToList();

        Assert.Equal(4, ours.Count);
        Assert.All(ours, key => Assert.Equal(key.Key, VerifierKey.Parse(key.Key).Accepted().ToString()));
    }

    [Fact]
    public void Published_negatives_are_refused() => Assert.All(
        Published.Keys.Where(key => !key.Accepted),
        key => Assert.IsType<Parsed<VerifierKey>.Refused>(VerifierKey.Parse(key.Key)));

    [Fact]
    public void A_key_of_RFC_6962_tree_heads_is_of_no_type_that_is_known_here() => Assert.Equal(
        "The key is of a type that is not known here.",
        Assert.Single(Assert.IsType<Parsed<VerifierKey>.Refused>(
            VerifierKey.Parse(Published.Keys.Single(IsOfTypeNotKnown).Key)).Faults).Sentence);

    [Fact]
    public void Everything_that_is_wrong_is_named() => Assert.Equal(
        3, VerifierKey.Parse("+C0D23D6A+AjBZ=").FaultyLines().Count());

    [Theory]
    [InlineData("rekor.sigstore.dev+C0D23D6A+")]
    [InlineData("rekor.sigstore.dev+ c0d23d6a+")]
    [InlineData("rekor sigstore+c0d23d6a+")]
    [InlineData("+c0d23d6a+")]
    public void A_second_spelling_of_a_key_is_refused(string beginning) => Assert.IsType<Parsed<VerifierKey>.Refused>(
        VerifierKey.Parse(beginning + Published.Keys[0].Key.Split('+', 3)[2]));

    [Fact]
    public void Bytes_behind_a_key_are_refused()
    {
        var key = Published.Keys[0].Key.Split('+', 3);
        var longer = Convert.ToBase64String([.. Convert.FromBase64String(key[2]), 0]);

        Assert.IsType<Parsed<VerifierKey>.Refused>(VerifierKey.Parse($"{key[0]}+{key[1]}+{longer}"));
    }

    [Fact]
    public void A_key_on_another_curve_is_refused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);

        Assert.IsType<Parsed<VerifierKey>.Refused>(Parse(key.ExportSubjectPublicKeyInfo()));
        Assert.IsType<Parsed<EcdsaNoteSigner>.Refused>(
            EcdsaNoteSigner.FromPem("a", key.ExportPkcs8PrivateKeyPem()));
    }

    /// <summary>A regression: the framework reads such keys, and has no name for their curve.</summary>
    [Fact]
    public void A_key_whose_curve_is_spelled_out_is_refused()
    {
        using var named = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var spelledOut = ECDsa.Create(named.ExportExplicitParameters(includePrivateParameters: true));

        Assert.IsType<Parsed<VerifierKey>.Refused>(Parse(spelledOut.ExportSubjectPublicKeyInfo()));
        Assert.IsType<Parsed<EcdsaNoteSigner>.Refused>(
            EcdsaNoteSigner.FromPem("a", spelledOut.ExportPkcs8PrivateKeyPem()));
    }

    [Fact]
    public void Any_other_byte_in_a_key_ends_in_a_refusal()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var spki = key.ExportSubjectPublicKeyInfo();

        Assert.IsType<Parsed<VerifierKey>.Accepted>(Parse(spki));
        for (var bit = 0; bit < spki.Length * 8; bit++)
        {
            var other = spki.ToArray();
            other[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.IsType<Parsed<VerifierKey>.Refused>(Parse(other));
        }
    }

    [Fact]
    public void Only_PKCS_8_is_taken_for_a_private_key_and_nothing_of_it_is_repeated()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string[] others =
        [
            "", key.ExportECPrivateKeyPem(), key.ExportSubjectPublicKeyInfoPem(),
            "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
        ];

        Assert.All(others, pem => Assert.IsType<Parsed<EcdsaNoteSigner>.Refused>(EcdsaNoteSigner.FromPem("a", pem)));
        Assert.Equal(2, EcdsaCosigner.FromPem("a b", "no key").FaultyLines().Count());
    }

    [Fact]
    public void The_same_public_key_has_another_id_as_a_log_and_as_a_witness()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pem = key.ExportPkcs8PrivateKeyPem();
        var log = EcdsaNoteSigner.FromPem("a", pem).Accepted().Key;
        var witness = EcdsaCosigner.FromPem("a", pem).Accepted().Key;

        Assert.NotEqual(log.Id, witness.Id);
        Assert.Equal(log.PublicKey.ToArray(), witness.PublicKey.ToArray());
        Assert.Equal(witness, VerifierKey.Parse(witness.ToString()).Accepted());
    }

    /// <summary>Of a key with the id that belongs to it.</summary>
    static Parsed<VerifierKey> Parse(byte[] spki)
    {
        var id = Convert.ToHexStringLower(SHA256.HashData(spki).AsSpan(0, 4));
        return VerifierKey.Parse($"a+{id}+{Convert.ToBase64String([2, .. spki])}");
    }

    static bool IsOfTypeNotKnown(PublishedKey key) => key.Name == "Sunlight works";
}
