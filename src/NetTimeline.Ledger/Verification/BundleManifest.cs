using System.Text.Json;

namespace NetTimeline.Ledger.Verification;

/// <summary>What a bundle says it is.</summary>
/// <param name="Epoch">Which of the log's trees it is about, counted from 0.</param>
/// <param name="Versions">Of the stream, up to where the epoch ended, if it did; 0 where it is not said.</param>
/// <param name="Stream">Null where stream or salt are not told, as when they were erased.</param>
sealed record BundleManifest(
    string Origin,
    int Epoch,
    long Size,
    bool HasLog,
    long Versions,
    Guid? Stream,
    byte[] StreamSalt,
    IReadOnlyDictionary<string, (string Sha256, long Bytes)> Files)
{
    public const string Name = "manifest.json";
    const string Format = "nettimeline-bundle/v1";

    public static BundleManifest? Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var parsed = JsonDocument.Parse(json);
            var members = parsed.RootElement;
            if (members.GetProperty("format").GetString() != Format)
            {
                return null;
            }

            return new(
                members.GetProperty("origin").GetString()!,
                members.GetProperty("epoch").GetInt32(),
                members.GetProperty("size").GetInt64(),
                members.GetProperty("scope").ValueEquals("log"),
                members.TryGetProperty("versions", out var versions) ? versions.GetInt64() : 0,
                members.TryGetProperty("stream", out var stream) ? stream.GetGuid() : null,
                members.TryGetProperty("streamSalt", out var salt) ? salt.GetBytesFromBase64() : [],
                members.GetProperty("files").EnumerateObject().ToDictionary(
                    file => file.Name,
                    file => (
                        file.Value.GetProperty("sha256").GetString()!, file.Value.GetProperty("bytes").GetInt64())));
        }
        catch (Exception malformed) when (
            malformed is JsonException or InvalidOperationException or KeyNotFoundException or FormatException
                or ArgumentException)
        {
            return null;
        }
    }
}
