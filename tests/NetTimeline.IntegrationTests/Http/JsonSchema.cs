using System.Text.Json;
using System.Text.RegularExpressions;

namespace NetTimeline.IntegrationTests.Http;

/// <summary>As much of JSON Schema as the API's description uses: says why an instance does not fit.</summary>
sealed class JsonSchema(JsonElement schemas)
{
    public string? Misfit(string name, JsonElement instance) => Misfit(schemas.GetProperty(name), instance, $"{name}:");

    public string? Misfit(JsonElement schema, JsonElement instance, string at)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            var name = reference.GetString()!["#/components/schemas/".Length..];
            return Misfit(schemas.GetProperty(name), instance, at);
        }

        if (schema.TryGetProperty("oneOf", out var alternatives))
        {
            var misfits = alternatives.EnumerateArray().Select(one => Misfit(one, instance, at)).ToList();
            return misfits.Count(misfit => misfit is null) == 1
                ? null
                : $"{at} fits {misfits.Count(misfit => misfit is null)} of {misfits.Count}: {Nearest(misfits)}";
        }

        return OfValue(schema, instance, at) ?? instance.ValueKind switch
        {
            JsonValueKind.Object => OfObject(schema, instance, at),
            JsonValueKind.Array => instance.EnumerateArray()
                .Select((item, index) => Misfit(schema.GetProperty("items"), item, $"{at}/{index}"))
                .FirstOrDefault(misfit => misfit is not null),
            _ => null,
        };
    }

    /// <summary>Of several alternatives the one that got furthest says most.</summary>
    static string? Nearest(IEnumerable<string?> misfits) => misfits.OfType<string>().MaxBy(misfit => misfit.Length);

    static string? OfValue(JsonElement schema, JsonElement instance, string at)
    {
        if (schema.TryGetProperty("type", out var type) && !IsOf(type.GetString()!, instance))
        {
            return $"{at} is no {type}";
        }

        if (schema.TryGetProperty("const", out var constant) && !JsonElement.DeepEquals(constant, instance))
        {
            return $"{at} is not {constant}";
        }

        if (schema.TryGetProperty("enum", out var words)
            && !words.EnumerateArray().Any(word => JsonElement.DeepEquals(word, instance)))
        {
            return $"{at} is none of {words}";
        }

        return schema.TryGetProperty("pattern", out var pattern)
            && !Regex.IsMatch(instance.GetString()!, pattern.GetString()!)
            ? $"{at} does not match {pattern}"
            : null;
    }

    string? OfObject(JsonElement schema, JsonElement instance, string at)
    {
        var members = schema.GetProperty("properties");
        var missing = schema.TryGetProperty("required", out var required)
            ? required.EnumerateArray().Select(name => name.GetString()!)
                .FirstOrDefault(name => !instance.TryGetProperty(name, out _))
            : null;
        return missing is not null
            ? $"{at} lacks {missing}"
            : instance.EnumerateObject().Select(member => members.TryGetProperty(member.Name, out var described)
                ? Misfit(described, member.Value, $"{at}/{member.Name}")
                : $"{at}/{member.Name} is not described").FirstOrDefault(misfit => misfit is not null);
    }

    static bool IsOf(string type, JsonElement instance) => (type, instance.ValueKind) switch
    {
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) or ("number", JsonValueKind.Number) => true,
        ("integer", JsonValueKind.Number) => instance.TryGetInt64(out _),
        _ => false,
    };
}
