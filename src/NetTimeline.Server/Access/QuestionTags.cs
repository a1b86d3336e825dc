using System.Security.Cryptography;
using System.Text;
using NetTimeline.Server.Erasing;

namespace NetTimeline.Server.Access;

/// <summary>
/// Says of two questions whether they are the same, and nothing else: a question may hold a name or a registry key,
/// and of those there are few enough to try them all. So it takes a key that is not in the log.
/// </summary>
sealed class QuestionTags
{
    readonly byte[] key;

    QuestionTags(byte[] key) => this.key = key;

    /// <summary>Without a secret tags hold until the server ends, and no other server makes the same.</summary>
    public static QuestionTags By(byte[]? secret) => new(
        secret is null ? RandomNumberGenerator.GetBytes(32) : Secret.KeyFor(secret, "questions"));

    /// <summary>
    /// HMAC-SHA256 in lower-case hexadecimal over the path, a line for each parameter, in order, and the body; so the
    /// order in which parameters were given counts for nothing.
    /// </summary>
    public string Of(HttpRequest request, ReadOnlySpan<byte> body)
    {
        var asked = string.Join('\n', request.Query
            .SelectMany(each => each.Value, (each, value) => $"{each.Key}={value}").Order(StringComparer.Ordinal));
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Path}\n{asked}\n"));
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
