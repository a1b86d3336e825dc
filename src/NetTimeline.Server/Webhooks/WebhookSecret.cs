using System.Security.Cryptography;
using System.Text;

namespace NetTimeline.Server.Webhooks;

/// <summary>
/// The key of a webhook's signatures, written as the Standard Webhooks convention has it: <c>whsec_</c> and base64.
/// </summary>
static class WebhookSecret
{
    public const int BytesMin = 24;
    public const int BytesMax = 64;
    const string Prefix = "whsec_";
    const int BytesMade = 32;

    public static byte[] New() => RandomNumberGenerator.GetBytes(BytesMade);

    public static string Written(ReadOnlySpan<byte> secret) => Prefix + Convert.ToBase64String(secret);

    /// <summary>Null where it is none.</summary>
    public static byte[]? Read(string text)
    {
        var bytes = new byte[BytesMax + 3];
        return text.StartsWith(Prefix, StringComparison.Ordinal)
            && Convert.TryFromBase64String(text[Prefix.Length..], bytes, out var count)
            && count is >= BytesMin and <= BytesMax
                ? bytes[..count]
                : null;
    }

    /// <summary>The value of <c>webhook-signature</c>.</summary>
    public static string Signature(ReadOnlySpan<byte> secret, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        return $"v1,{Convert.ToBase64String(HMACSHA256.HashData(secret, signed))}";
    }
}
