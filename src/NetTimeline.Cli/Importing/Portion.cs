using System.Security.Cryptography;
using System.Text;

namespace NetTimeline.Cli.Importing;

/// <summary>
/// Lines that are posted as one request, all or nothing: of one patient and one sort, following each other, at most as
/// many as a request may hold.
/// </summary>
sealed class Portion(string patient, string sort)
{
    public const int ItemsMax = 500;
    public const int BytesMax = 1024 * 1024;

    readonly List<ImportLine.Item> items = [];
    int bytes = "[]".Length;

    public string Patient { get; } = patient;

    public string Sort { get; } = sort;

    public IReadOnlyList<ImportLine.Item> Items => items;

    public string Path => Sort switch
    {
        ImportLine.Enrol => "/api/patients",
        "entry" => $"/api/patients/{Uri.EscapeDataString(Patient)}/entries",
        _ => $"/api/patients/{Uri.EscapeDataString(Patient)}/corrections",
    };

    public bool HasRoomFor(ImportLine.Item item) => item.Patient == Patient && item.Sort == Sort
        && (items.Count == 0
            || (Sort != ImportLine.Enrol && items.Count < ItemsMax && bytes + item.Json.Length + 1 <= BytesMax));

    public void Add(ImportLine.Item item)
    {
        items.Add(item);
        bytes += item.Json.Length + 1;
    }

    public ReadOnlyMemory<byte> Body()
    {
        if (Sort == ImportLine.Enrol)
        {
            return items[0].Json;
        }

        using var body = new MemoryStream(bytes);
        foreach (var (item, at) in items.Select((item, at) => (item, at)))
        {
            body.WriteByte((byte)(at == 0 ? '[' : ','));
            body.Write(item.Json.Span);
        }

        body.WriteByte((byte)']');
        return body.ToArray();
    }

    /// <summary>
    /// Made of what is posted, so that an import that was broken off and is run again names its requests as before.
    /// </summary>
    public string IdempotencyKey(ReadOnlyMemory<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{Path}\n"));
        hash.AppendData(body.Span);
        return $"import-{Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }

    /// <summary>The line and the pointer within it that a fault of the request is about.</summary>
    public (string Lines, string Pointer) Place(string? pointer)
    {
        if (Sort == ImportLine.Enrol)
        {
            return ($"{items[0].Number}", pointer is null ? "" : $"/{Sort}{pointer}");
        }

        var parts = (pointer ?? "").Split('/', 3);
        return parts.Length > 1 && int.TryParse(parts[1], out var at) && at >= 0 && at < items.Count
            ? ($"{items[at].Number}", $"/{Sort}{(parts.Length > 2 ? $"/{parts[2]}" : "")}")
            : (items.Count == 1 ? $"{items[0].Number}" : $"{items[0].Number}-{items[^1].Number}", "");
    }
}
