using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using NetTimeline.Ledger;
using Xunit;

namespace NetTimeline.UnitTests.Ledger;

public sealed class CanonicalJsonProperties
{
    static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(2000).WithQuietOnSuccess(true);

    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Fact]
    public void The_canonical_form_of_a_canonical_form_is_itself() => Holds(
        json => Canonical(Canonical(json)).SequenceEqual(Canonical(json)));

    [Fact]
    public void Reading_and_writing_by_another_library_changes_nothing() => Holds(
        json => Canonical(WrittenAgain(json)).SequenceEqual(Canonical(json)));

    [Fact]
    public void The_canonical_form_says_the_same() => Holds(json =>
    {
        using var before = JsonDocument.Parse(json);
        using var after = JsonDocument.Parse(Canonical(json));
        return JsonElement.DeepEquals(before.RootElement, after.RootElement);
    });

    [Fact]
    public void The_canonical_form_is_never_longer() => Holds(json => Canonical(json).Length <= json.Length);

    static void Holds(Func<byte[], bool> property) =>
        Prop.ForAll(JsonTexts.Any.Select(Encoding.UTF8.GetBytes).ToArbitrary(), property).Check(Thorough);

    static byte[] WrittenAgain(byte[] json)
    {
        using var read = JsonDocument.Parse(json);
        return JsonSerializer.SerializeToUtf8Bytes(read.RootElement, Indented);
    }

    static byte[] Canonical(byte[] json) =>
        Assert.IsType<CanonicalJsonResult.Accepted>(CanonicalJson.Canonicalise(json)).Bytes;
}
