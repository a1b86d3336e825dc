using System.Text.Json;
using System.Text.Json.Nodes;

namespace NetTimeline.IntegrationTests.Access;

/// <summary>An event in as many wrong ways as <see cref="BasicAudit"/> has rows about it: each breaks one.</summary>
static class BasicAuditViolations
{
    static readonly string[] Base =
        ["recorded", "outcome", "action", "type", "source", "source/observer", "source/type"];

    public static IEnumerable<(string How, JsonNode Document)> Of(JsonElement whole) =>
    [
        .. Base.Select(path => Broken(whole, $"without {path}", json => Without(json, path.Split('/')))),
        Broken(whole, "with another action", json => json["action"] = "C"),
        .. BasicAudit.SlicesOf(whole).SelectMany(slice => Of(whole, slice)),
    ];

    static IEnumerable<(string How, JsonNode Document)> Of(JsonElement whole, BasicAudit.Slice slice)
    {
        var name = $"{slice.Of} {slice.Pattern[^1]}";
        var place = BasicAudit.Places(whole, slice).First();
        if (slice.Min > 0)
            yield return Broken(whole, $"{name}: none", json => List(json).RemoveAt(place));
        yield return Broken(whole, $"{name}: two", json => List(json).Add(List(json)[place]!.DeepClone()));
        foreach (var path in slice.Needed)
        {
            var names = path.Split('=')[0].TrimEnd('^').Split('.');
            yield return Broken(whole, $"{name}: without {path}", json => Without(List(json)[place]!, names));
            if (path.Contains('=', StringComparison.Ordinal))
                yield return Broken(
                    whole, $"{name}: not {path}", json => Parent(List(json)[place]!, names)[names[^1]] = "other");
        }

        foreach (var forbidden in slice.Forbidden)
            yield return Broken(
                whole, $"{name}: with {forbidden}", json => List(json)[place]![forbidden] = new JsonObject());

        JsonArray List(JsonNode json) => json[slice.Of]!.AsArray();
    }

    static (string How, JsonNode Document) Broken(JsonElement whole, string how, Action<JsonNode> change)
    {
        var document = JsonNode.Parse(whole.GetRawText())!;
        change(document);
        return (how, document);
    }

    static void Without(JsonNode json, string[] names) => Parent(json, names).AsObject().Remove(names[^1]);

    static JsonNode Parent(JsonNode json, string[] names) =>
        names[..^1].Aggregate(json, (node, name) => node[name]!);
}
