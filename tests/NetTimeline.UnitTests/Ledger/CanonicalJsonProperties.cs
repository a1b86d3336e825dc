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

    static readonly string[] Characters =
    [
        "a", "B", "é", "\u0301", "€", "\uFB33", "😀", "\u007F",
        """\n""", """\u0001""", "\\\"", """\\""", """\ud83d\uDE01""",
    ];

    static readonly Gen<string> Number =
        from sign in Gen.Elements("", "-")
        from whole in Gen.Choose(0, int.MaxValue)
        from digits in Gen.Choose(0, 9)
        from fraction in Gen.Choose(0, 999_999_999)
        let decimals = fraction.ToString("d9")[..digits]
        let number = decimals.Length == 0 ? $"{whole}" : $"{whole}.{decimals}"
        select number.AsSpan().ContainsAnyInRange('1', '9') ? sign + number : number;

    static readonly Gen<string> String =
        Gen.Elements(Characters).ArrayOf().Select(characters => $"\"{string.Concat(characters)}\"");

    static readonly Gen<string> WhiteSpace = Gen.Elements("", "", " ", "\n\t", "\r\n");

    static readonly Gen<string> Json = Gen.Sized(size => Value(Math.Min(size, 40)));

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
        Prop.ForAll(Json.Select(Encoding.UTF8.GetBytes).ToArbitrary(), property).Check(Thorough);

    static Gen<string> Value(int size)
    {
        var leaf = Gen.OneOf(Number, String, Gen.Elements("true", "false", "null"));
        return size == 0
            ? leaf
            : Gen.OneOf(leaf, Many('[', Value(size / 2), ']'), Many('{', Members(size / 2), '}'));
    }


    static Gen<string> Members(int size) =>
        from name in String
        from value in Value(size)
        from gap in WhiteSpace
        select $"{name}{gap}:{gap}{value}";

    static Gen<string> Many(char open, Gen<string> item, char close) =>
        from items in item.ArrayOf()
        from gap in WhiteSpace
        let apart = open == '{' ? items.DistinctBy(NameOf) : items
        select open + gap + string.Join(gap + "," + gap, apart) + gap + close;

    static string NameOf(string member)
    {
        using var alone = JsonDocument.Parse("{" + member + "}");
        return alone.RootElement.EnumerateObject().Single().Name;
    }

    static byte[] WrittenAgain(byte[] json)
    {
        using var read = JsonDocument.Parse(json);
        return JsonSerializer.SerializeToUtf8Bytes(read.RootElement, Indented);
    }

    static byte[] Canonical(byte[] json) =>
        Assert.IsType<CanonicalJsonResult.Accepted>(CanonicalJson.Canonicalise(json)).Bytes;
}
