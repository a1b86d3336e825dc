using System.Text.Json;
using NetTimeline.Ledger;
using Xunit;

namespace NetTimeline.UnitTests.Ledger;

public sealed class CanonicalJsonTests : CanonicalJsonSpec
{
    [Theory]
    [InlineData("null", "null")]
    [InlineData(" \t\r\n true ", "true")]
    [InlineData("[ ]", "[]")]
    [InlineData("{ }", "{}")]
    [InlineData("[ 1 , [ 2 , { } ] , \"a b\" ]", """[1,[2,{}],"a b"]""")]
    [InlineData("""{ "b" : 1 , "a" : 2 }""", """{"a":2,"b":1}""")]
    [InlineData("""{"z":{"d":1,"c":[{"b":1,"a":2}]},"y":0}""", """{"y":0,"z":{"c":[{"a":2,"b":1}],"d":1}}""")]
    public void White_space_goes_and_members_are_sorted_in_every_object(string text, string canonical) =>
        Canonical(text, canonical);

    [Theory]
    [InlineData("aa", "ab", "b")]
    [InlineData("", "0", "a")]
    [InlineData("1", "10", "2")]
    [InlineData("A", "Z", "a")]
    [InlineData("peach", "péché", "pêche")] // é U+00E9, ê U+00EA: no language's order
    [InlineData("e\u0301", "\u00E9", "\uFB33")] // decomposed and composed stay apart
    [InlineData("\u20AC", "\uD83D\uDE00", "\uFB33")] // U+1F600 is D83D DE00 in UTF-16, before U+FB33
    [InlineData("\uD7FF", "\uD83D\uDE00", "\uE000")]
    [InlineData("\uD83D\uDE00", "\uD83D\uDE01", "\uFFFF")]
    [InlineData("\r", "1", "\u0080")] // an escaped name sorts as what it stands for
    public void Names_sort_by_UTF_16_code_units(params string[] sorted)
    {
        var expected = "{" + string.Join(',', sorted.Select(name => Quoted(name) + ":0")) + "}";
        foreach (var shuffled in new[] { sorted, [.. sorted.Reverse()], [sorted[1], sorted[2], sorted[0]] })
        {
            Canonical("{" + string.Join(',', shuffled.Select(name => Quoted(name) + ":0")) + "}", expected);
        }
    }

    [Theory]
    [InlineData("""\u0041\u00e9\u20AC\uD83D\ude00""", "Aé€😀")]
    [InlineData("""\/""", "/")]
    [InlineData("""\" \\ \b \f \n \r \t""", """\" \\ \b \f \n \r \t""")]
    [InlineData("""\u0022 \u005C \u0008 \u000C \u000A \u000D \u0009""", """\" \\ \b \f \n \r \t""")]
    [InlineData("""\u0001 \u001F \u000b""", """\u0001 \u001f \u000b""")]
    [InlineData("""\u007F \u2028 \u2029 <>&'+""", "\u007F \u2028 \u2029 <>&'+")]
    [InlineData("""\\u0041""", """\\u0041""")]
    [InlineData("Zürich, 5-HIAA 30 µmol", "Zürich, 5-HIAA 30 µmol")]
    public void Strings_are_escaped_only_where_they_must_be(string text, string canonical)
    {
        Canonical($"\"{text}\"", $"\"{canonical}\"");
        Canonical($$"""{"{{text}}":[]}""", $$"""{"{{canonical}}":[]}""");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1.10")]
    [InlineData("0.000")]
    [InlineData("100")]
    [InlineData("9007199254740993")] // a double would make it …992
    [InlineData("-0.30")]
    [InlineData("9999999999999999999999999999")]
    [InlineData("0.9999999999999999999999999999")]
    [InlineData("0.0000000000000000000000000001")]
    public void Numbers_keep_their_digits(string number) => Canonical($" {number} ", number);

    [Fact]
    public void A_canonical_form_may_have_256_KiB_and_its_text_more()
    {
        var longest = $"[11{string.Concat(Enumerable.Repeat(",1", (256 * 1024 - 4) / 2))}]";
        Assert.Equal(256 * 1024, longest.Length);

        Canonical(longest.Replace(",", ", ", StringComparison.Ordinal), longest);
        Refused(longest.Insert(1, "1"), new JsonFault("", "The canonical form is longer than 262144 bytes."));
    }

    [Fact]
    public void Depth_32_is_accepted() => Canonical(
        new string('[', 32) + new string(']', 32), new string('[', 32) + new string(']', 32));

    [Fact]
    public void Our_own_JSON_is_written_canonically()
    {
        using var ours = JsonDocument.Parse("""{"b":1.10,"a":"<é>"}""");

        Assert.Equal("""{"a":"<é>","b":1.10}"""u8, CanonicalJson.Write(ours.RootElement));
    }

    [Fact]
    public void Writing_what_has_no_canonical_form_is_a_bug()
    {
        using var ours = JsonDocument.Parse("1e9");

        Assert.Throws<ArgumentException>(() => CanonicalJson.Write(ours.RootElement));
    }

    static string Quoted(string name) => $"\"{name.Replace("\r", "\\r", StringComparison.Ordinal)}\"";
}
