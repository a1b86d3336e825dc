namespace NetTimeline.Journal.Json;

/// <summary>A piece of JSON Schema (2020-12), as far as the API's description needs it.</summary>
public sealed record SchemaNode(string? Type)
{
    public string? Reference { get; init; }

    public string? Description { get; init; }

    public string? Pattern { get; init; }

    public int? MinLength { get; init; }

    public string? Constant { get; init; }

    public IReadOnlyList<string> Words { get; init; } = [];

    public SchemaNode? Items { get; init; }

    public IReadOnlyDictionary<string, SchemaNode> Properties { get; init; } = new Dictionary<string, SchemaNode>();

    public IReadOnlyList<string> Required { get; init; } = [];

    public IReadOnlyList<SchemaNode> OneOf { get; init; } = [];
}

/// <summary>Named schemas, each described once.</summary>
public sealed class SchemaBook
{
    readonly Dictionary<string, SchemaNode?> named = [];

    /// <summary>All named schemas; complete once everything was described.</summary>
    public IEnumerable<KeyValuePair<string, SchemaNode>> Named => named.OfType<KeyValuePair<string, SchemaNode>>();

    public SchemaNode Reference(string name, Func<SchemaNode> describe)
    {
        if (named.TryAdd(name, null))
        {
            named[name] = describe();
        }

        return new SchemaNode(Type: null) { Reference = name };
    }
}
