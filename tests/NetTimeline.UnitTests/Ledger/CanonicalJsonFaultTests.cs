using System.Text;
using NetTimeline.Ledger;
using Xunit;

namespace NetTimeline.UnitTests.Ledger;

public sealed class CanonicalJsonFaultTests : CanonicalJsonSpec
{
    const string Twice = "The name appears more than once in its object.";
    const string Half = "The text holds half of a surrogate pair, which is no character.";
    const string Zero = "The text holds the character U+0000, which the database cannot keep.";
    const string NotUtf8 = "The text is not valid UTF-8.";
    const string Exponent = "The number has an exponent; write it in plain decimal digits.";
    const string NegativeZero = "The number is a negative zero; write it without the sign.";
    const string Significant = "The number has more than 28 significant digits.";
    const string Decimals = "The number has more than 28 digits after the point.";
    const string Deep = "Objects and arrays lie more than 32 deep.";

    [Theory]
    [InlineData("1e9", Exponent)]
    [InlineData("1E-400", Exponent)]
    [InlineData("-0.0e1", Exponent)]
    [InlineData("-0", NegativeZero)]
    [InlineData("-0.0", NegativeZero)]
    [InlineData("12345678901234567890123456789", Significant)]
    [InlineData("10000000000000000000000000000", Significant)]
    [InlineData("1.2345678901234567890123456789", Significant)]
    [InlineData("-1.0000000000000000000000000000", Significant)]
    [InlineData("0.00000000000000000000000000001", Decimals)]
    [InlineData("0.00000000000000000000000000000", Decimals)]
    public void Numbers_that_cannot_be_kept_as_stated_are_refused(string number, string sentence)
    {
        Refused(number, new JsonFault("", sentence));
        Refused($$"""{"a":[0,{{number}}]}""", new JsonFault("/a/1", sentence));
    }

    [Theory]
    [InlineData("""\uD83D""", Half)]
    [InlineData("""\uDE00\uD83D""", Half)]
    [InlineData("""\uD83D\uD83D\uDE00""", Half)]
    [InlineData("""\uD83Dx""", Half)]
    [InlineData("""\uD83D\n""", Half)]
    [InlineData("""a\u0000""", Zero)]
    public void Text_that_is_not_all_characters_is_refused(string text, string sentence)
    {
        Refused($$"""{"a":"{{text}}"}""", new JsonFault("/a", sentence));
        Refused($$"""{"o":{"a":1,"{{text}}":2} }""", new JsonFault("/o", sentence));
    }

    [Theory]
    [InlineData(0xFF)]
    [InlineData(0xC0, 0xAF)]
    [InlineData(0xED, 0xA0, 0x80)]
    [InlineData(0xF4, 0x90, 0x80, 0x80)]
    public void Bytes_that_are_not_UTF_8_are_refused(params int[] bytes) => Refused(
        [.. "[1,\""u8, .. bytes.Select(value => (byte)value), .. "\"]"u8],
        new JsonFault("/1", NotUtf8));

    [Fact]
    public void A_byte_order_mark_is_refused() => Refused(
        "\uFEFF{}", new JsonFault("", "The text begins with a byte order mark; leave it out."));

    [Theory]
    [InlineData("""{"a":1,"a":1}""", "/a")]
    [InlineData("""{"a":1,"b":2,"\u0061":3}""", "/a")]
    [InlineData("""{"x":[{"é":1,"\u00e9":2,"é":3}]}""", "/x/0/é")]
    [InlineData("""{"a/b":{"~":1,"~":2}}""", "/a~1b/~0")]
    [InlineData("""{"":1,"":2}""", "/")]
    public void A_name_given_twice_is_refused_once(string text, string pointer) =>
        Refused(text, new JsonFault(pointer, Twice));

    [Fact]
    public void The_same_name_in_two_objects_is_no_duplicate() =>
        Canonical("""{"a":{"a":1},"b":{"a":1}}""", """{"a":{"a":1},"b":{"a":1}}""");

    [Fact]
    public void What_lies_deeper_than_32_is_refused_where_it_begins()
    {
        Refused(
            new string('[', 33) + new string(']', 33),
            new JsonFault(string.Concat(Enumerable.Repeat("/0", 32)), Deep));
        Refused(
            "[1," + new string('[', 100_000) + new string(']', 100_000) + ",1e9]",
            new JsonFault("/1" + string.Concat(Enumerable.Repeat("/0", 31)), Deep),
            new JsonFault("/2", Exponent));
    }

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData(" ", 1, 2)]
    [InlineData("{\n \"a\":secret}", 2, 6)]
    [InlineData("[1,]", 1, 4)]
    [InlineData("[01]", 1, 3)]
    [InlineData("[1] 2", 1, 5)]
    [InlineData("// no\n1", 1, 1)]
    [InlineData("{'a':1}", 1, 2)]
    [InlineData("\"a\tb\"", 1, 3)]
    [InlineData("\"\\x\"", 1, 3)]
    [InlineData("NaN", 1, 1)]
    public void What_is_not_JSON_is_refused_by_position_without_quoting_it(string text, int line, int column)
    {
        var refused = Assert.IsType<CanonicalJsonResult.Refused>(
            CanonicalJson.Canonicalise(Encoding.UTF8.GetBytes(text)));

        var fault = Assert.Single(refused.Faults);
        Assert.Equal($"This is not JSON, from line {line}, byte {column} on.", fault.Sentence);
    }

    [Fact]
    public void All_faults_are_named() => Refused(
        """{"b":-0,"a":{"x":"\ud800","y":1E5},"b":0.00000000000000000000000000010}""",
        new JsonFault("/b", NegativeZero),
        new JsonFault("/a/x", Half),
        new JsonFault("/a/y", Exponent),
        new JsonFault("/b", Decimals),
        new JsonFault("/b", Twice));

    [Fact]
    public void Faults_before_the_place_where_JSON_ends_are_named_too() => Refused(
        """{"a":1e5,"b":[1,""",
        new JsonFault("/a", Exponent),
        new JsonFault("/b/0", "This is not JSON, from line 1, byte 16 on."));

    [Fact]
    public void A_hostile_text_is_answered_briefly()
    {
        var name = new string('x', 500_000);
        var text = $$"""{"{{name}}":[{{string.Join(',', Enumerable.Repeat("-0", 100_000))}}]}""";

        var result = CanonicalJson.Canonicalise(Encoding.UTF8.GetBytes(text));

        Assert.InRange(Assert.IsType<CanonicalJsonResult.Refused>(result).Faults.Count, 1, 2);
    }

    [Fact]
    public void A_text_beyond_1_MiB_is_not_read() => Refused(
        new string(' ', 1024 * 1024) + "1", new JsonFault("", "The text is longer than 1048576 bytes."));
}
