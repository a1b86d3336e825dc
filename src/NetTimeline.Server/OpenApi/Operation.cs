using NetTimeline.Server.Http;

namespace NetTimeline.Server.OpenApi;

/// <summary>What the API's description says of a route, beside what the route says itself.</summary>
/// <param name="Id">Unique, for those who generate clients.</param>
/// <param name="Summary">One line.</param>
/// <param name="Description">What a caller could get wrong.</param>
sealed record Operation(string Id, string Summary, string Description)
{
    public IReadOnlyList<Parameter> Parameters { get; init; } = [];

    public Body? Body { get; init; }

    public required IReadOnlyList<Good> Answers { get; init; }

    /// <summary>Beside those that every route of the API can answer.</summary>
    public IReadOnlyList<ProblemKind> Problems { get; init; } = [];
}

/// <summary>Where a parameter stands.</summary>
enum Place
{
    Path,
    Query,
    Header,
}

/// <summary>A parameter of a route.</summary>
/// <param name="Type">As JSON Schema names it.</param>
/// <param name="Example">As it is written.</param>
sealed record Parameter(string Name, Place Place, string Type, string Description, string Example);

/// <summary>A body that is posted.</summary>
/// <param name="Schema">The name of the schema of one.</param>
/// <param name="Many">A list is taken too.</param>
/// <param name="Examples">By name; JSON.</param>
sealed record Body(string Schema, bool Many, IReadOnlyDictionary<string, string> Examples)
{
    /// <summary>Each line is one of the schema; examples are texts.</summary>
    public bool IsLines { get; init; }
}

/// <summary>A good answer.</summary>
/// <param name="Status">2xx or 3xx; 503 of a health check.</param>
/// <param name="Description">When it is given.</param>
/// <param name="Schema">The name of the schema of its JSON; null where it has none.</param>
/// <param name="Text">It comes as plain text, too or only.</param>
sealed record Good(int Status, string Description, string? Schema, bool Text = false)
{
    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>Of an answer that <see cref="Schema"/> describes, or each of whose events it describes.</summary>
    public string MediaType { get; init; } = Http.Negotiation.Json;

    /// <summary>The type of a form that has no schema; null where there is none.</summary>
    public string? File { get; init; }

    /// <summary>Each line is one of the schema, and the last one of this.</summary>
    public string? LastLine { get; init; }

    /// <summary>JSON; null where there is none.</summary>
    public string? Example { get; init; }
}
