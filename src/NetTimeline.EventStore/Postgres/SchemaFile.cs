using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace NetTimeline.EventStore;

/// <summary>
/// One numbered step of the schema; once released it is never edited, only followed by another.
/// </summary>
sealed partial record SchemaFile(int Version, string Name, string Sql)
{
    const string Folder = ".Postgres.Schema.";

    /// <summary>
    /// What a program has to know at least to work with a database that has this file. Null where the file does not
    /// say: then it is the file itself. The sentence stands in a line of its own, and is part of the file's hash.
    /// </summary>
    public int? CompatibleFrom { get; } = Sentence().Match(Sql) is { Success: true } said
        ? int.Parse(said.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
        : null;

    public ReadOnlyMemory<byte> Sha256 { get; } = SHA256.HashData(Encoding.UTF8.GetBytes(Sql));

    /// <summary>All that this program knows, in order, numbered from 1 without a gap.</summary>
    public static IReadOnlyList<SchemaFile> All { get; } =
    [
        .. typeof(SchemaFile).Assembly.GetManifestResourceNames()
            .Where(resource => resource.Contains(Folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(Load),
    ];

    static SchemaFile Load(string resource)
    {
        var name = resource[(resource.IndexOf(Folder, StringComparison.Ordinal) + Folder.Length)..];
        using var text = new StreamReader(typeof(SchemaFile).Assembly.GetManifestResourceStream(resource)!);
        return new(int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name, text.ReadToEnd());
    }

    [GeneratedRegex(@"^-- Works with programs from schema (\d{1,6}) on\.\r?$", RegexOptions.Multiline)]
    private static partial Regex Sentence();
}
