using NetTimeline.Domain;

namespace NetTimeline.Measures.Language;

/// <summary>The written measures that come with the product, as JSON texts built into this assembly.</summary>
public static class DefinitionFiles
{
    /// <summary>By file name, in ordinal order.</summary>
    public static Items<(string File, string Json)> All { get; } =
    [
        .. typeof(DefinitionFiles).Assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".json", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Select(name => (name, Text(name))),
    ];

    static string Text(string name)
    {
        using var reader = new StreamReader(typeof(DefinitionFiles).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
