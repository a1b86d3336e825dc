using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using NetTimeline.Journal.Measures;

namespace NetTimeline.Journal.Json;

/// <summary>How one version of a stored form becomes the next.</summary>
/// <param name="Type">The stored name; it stays.</param>
/// <param name="From">The version it starts from; it leads to the next one.</param>
/// <param name="Apply">
/// Gets what was stored, or what the step before made of it, and may change it in place: it is a copy. Pure, and total
/// over everything that was ever stored in its version.
/// </param>
public sealed record Upcast(string Type, int From, Func<JsonObject, JsonObject> Apply);

/// <summary>
/// The stored names and versions that a program reads. It writes the newest version of each, and reads an older one by
/// making it newer step by step; what is stored stays as it is.
/// </summary>
/// <remarks>Immutable, and safe to use from many threads.</remarks>
public sealed class StoredForms
{
    /// <summary>By name, in the order of versions: one version more than there are steps.</summary>
    readonly FrozenDictionary<string, Upcast[]> steps;

    /// <param name="types">Every stored name.</param>
    /// <param name="upcasts">In any order; of each name from version 1 on without a gap.</param>
    /// <exception cref="ArgumentException">A step is of no name, is missing, or is there twice.</exception>
    public StoredForms(IEnumerable<string> types, IEnumerable<Upcast> upcasts)
    {
        var byType = upcasts.ToLookup(upcast => upcast.Type);
        steps = types.ToFrozenDictionary(type => type, type => Chain(type, byType[type]));
        if (byType.FirstOrDefault(each => !steps.ContainsKey(each.Key)) is { } stray)
        {
            throw new ArgumentException($"There is no stored event {stray.Key} to make newer.", nameof(upcasts));
        }
    }

    /// <summary>
    /// What this program reads and writes. Every form is still in its first version; the first step to a second one
    /// belongs here, with a sample of each version in tests/stored-events.
    /// </summary>
    public static StoredForms OfThisProgram { get; } =
        new([.. EventJson.StoredNames, MeasureEvents.DefinedName], upcasts: []);

    /// <summary>Every name and version that can be read, in ordinal order of names.</summary>
    public IEnumerable<(string Type, int Schema)> Readable => steps.OrderBy(each => each.Key, StringComparer.Ordinal)
        .SelectMany(each => Enumerable.Range(1, each.Value.Length + 1), (each, schema) => (each.Key, schema));

    public bool CanRead(string type, int schema) =>
        steps.TryGetValue(type, out var chain) && schema >= 1 && schema <= chain.Length + 1;

    /// <summary>The version in which an event of this name is written.</summary>
    /// <exception cref="ArgumentException">There is no such name.</exception>
    public int Written(string type) => steps.TryGetValue(type, out var chain)
        ? chain.Length + 1
        : throw new ArgumentException($"There is no stored event {type}.", nameof(type));

    /// <summary>
    /// The payload in the version that is written now. Costs nothing where it is stored in that version, else one
    /// reading, one writing and each step once.
    /// </summary>
    /// <exception cref="UnreadableEventException">The name or version is unknown, or the payload no object.</exception>
    public ReadOnlyMemory<byte> Newest(string type, int schema, ReadOnlyMemory<byte> payload)
    {
        if (!CanRead(type, schema))
        {
            throw UnreadableEventException.Newer(type, schema);
        }

        var missing = steps[type].AsSpan(schema - 1);
        if (missing.Length == 0)
        {
            return payload;
        }

        if (JsonNode.Parse(payload.Span) is not JsonObject form)
        {
            var reading = new Reading();
            reading.Wrong("An object is expected here.");
            throw UnreadableEventException.Broken(type, schema, reading);
        }

        foreach (var step in missing)
        {
            form = step.Apply(form);
        }

        return JsonSerializer.SerializeToUtf8Bytes(form);
    }

    static Upcast[] Chain(string type, IEnumerable<Upcast> upcasts)
    {
        var chain = upcasts.OrderBy(upcast => upcast.From).ToArray();
        for (var at = 0; at < chain.Length; at++)
        {
            if (chain[at].From != at + 1)
            {
                throw new ArgumentException(
                    $"Of {type} exactly one step leads from each version to the next, and the one from {at + 1} is "
                    + $"{(chain[at].From <= at ? "there twice" : "missing")}.",
                    nameof(upcasts));
            }
        }

        return chain;
    }
}
