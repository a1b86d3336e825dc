using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace NetTimeline.EventStore;

/// <summary>
/// One numbered step of the schema; once released it is never edited, only followed by another.
/// </summary>
sealed record SchemaFile(int Version, string Name, string Sql)
{
    const string Folder = ".Postgres.Schema.";

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
}
