using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace NetTimeline.UnitTests.Ledger;

/// <summary>JSON texts as others may write them: any order, white space, escapes, digits.</summary>
static class JsonTexts
{
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

    /// <summary>Any text that has a canonical form.</summary>
    public static readonly Gen<string> Any = Gen.Sized(size => Value(Math.Min(size, 40)));

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
}
