using System.Globalization;
using System.Text.Json;
using NetTimeline.Ledger;

namespace NetTimeline.Journal.Changes;

/// <summary>A place at which two JSON values differ.</summary>
/// <param name="Pointer">JSON Pointer.</param>
/// <param name="Before">Null where there was nothing.</param>
/// <param name="After">Null where there is nothing.</param>
readonly record struct JsonPlace(string Pointer, JsonElement? Before, JsonElement? After);

/// <summary>Compares canonical JSON, in which what is equal is spelt alike.</summary>
static class JsonDifference
{
    /// <summary>
    /// The innermost places, in the order of their names. Lists of another length are shown whole: which item is new
    /// is not to be guessed.
    /// </summary>
    public static IEnumerable<JsonPlace> Between(JsonElement before, JsonElement after) => Between("", before, after);

    /// <summary>Every innermost value of one that stands alone; an empty list or object is one too.</summary>
    public static IEnumerable<JsonPlace> Leaves(JsonElement value) => Leaves("", value);

    static IEnumerable<JsonPlace> Between(string pointer, JsonElement? before, JsonElement? after) =>
        (before, after) switch
        {
            ({ ValueKind: JsonValueKind.Object } old, { ValueKind: JsonValueKind.Object } now) =>
                Names(old).Union(Names(now)).Order(StringComparer.Ordinal).SelectMany(
                    name => Between($"{pointer}/{JsonPointer.Escape(name)}", Member(old, name), Member(now, name))),
            ({ ValueKind: JsonValueKind.Array } old, { ValueKind: JsonValueKind.Array } now)
                when old.GetArrayLength() == now.GetArrayLength() =>
                Enumerable.Range(0, old.GetArrayLength())
                    .SelectMany(at => Between(At(pointer, at), old[at], now[at])),
            _ => before?.GetRawText() == after?.GetRawText() ? [] : [new(pointer, before, after)],
        };

    static IEnumerable<JsonPlace> Leaves(string pointer, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object when value.EnumerateObject().Any() => value.EnumerateObject()
            .SelectMany(member => Leaves($"{pointer}/{JsonPointer.Escape(member.Name)}", member.Value)),
        JsonValueKind.Array when value.GetArrayLength() > 0 =>
            value.EnumerateArray().Index().SelectMany(item => Leaves(At(pointer, item.Index), item.Item)),
        _ => [new(pointer, null, value)],
    };

    static IEnumerable<string> Names(JsonElement json) => json.EnumerateObject().Select(member => member.Name);

    static JsonElement? Member(JsonElement json, string name) =>
        json.TryGetProperty(name, out var found) ? found : null;

    static string At(string pointer, int index) => string.Create(CultureInfo.InvariantCulture, $"{pointer}/{index}");
}
