using System.Text.Json;
using NetTimeline.Journal.Json;
using NetTimeline.Ledger;
using NetTimeline.Server.Http;

namespace NetTimeline.Server.Webhooks;

/// <summary>What somebody who subscribes asks for.</summary>
/// <param name="Url">Where to.</param>
/// <param name="Kinds">Stored names; empty for all.</param>
/// <param name="Description">In their words.</param>
/// <param name="Secret">Null where one is to be made.</param>
/// <param name="From">Events after this position; null for those from now on.</param>
sealed record WebhookBody(string Url, IReadOnlyList<string> Kinds, string? Description, byte[]? Secret, long? From)
{
    const int DescriptionCharactersMax = 200;

    static readonly HashSet<string> Members = ["url", "kinds", "description", "secret", "from"];

    /// <summary>Without the secret.</summary>
    public override string ToString() => nameof(WebhookBody);

    /// <summary>Null, and every fault, where it cannot be so.</summary>
    public static WebhookBody? Read(
        JsonElement root, WebhookTargets targets, long lastPosition, ICollection<ProblemError> faults)
    {
        if (root.ValueKind is not JsonValueKind.Object)
        {
            faults.Add(ProblemError.InBody("", "An object is expected."));
            return null;
        }

        foreach (var member in root.EnumerateObject().Where(member => !Members.Contains(member.Name)))
        {
            faults.Add(ProblemError.InBody($"/{JsonPointer.Escape(member.Name)}", "There is no such member."));
        }

        var read = new WebhookBody(
            UrlIn(root, targets, faults), KindsIn(root, faults), DescriptionIn(root, faults), SecretIn(root, faults),
            FromIn(root, lastPosition, faults));
        return faults.Count == 0 ? read : null;
    }

    static string UrlIn(JsonElement root, WebhookTargets targets, ICollection<ProblemError> faults)
    {
        var url = root.TryGetProperty("url", out var member) && member.ValueKind is JsonValueKind.String
            ? member.GetString()!
            : "";
        if (targets.Objection(url) is { } objection)
        {
            faults.Add(ProblemError.InBody("/url", objection));
        }

        return url;
    }

    static List<string> KindsIn(JsonElement root, ICollection<ProblemError> faults)
    {
        if (!root.TryGetProperty("kinds", out var member))
        {
            return [];
        }

        var known = EventJson.StoredNames.ToHashSet(StringComparer.Ordinal);
        if (member.ValueKind is JsonValueKind.Array && member.GetArrayLength() > 0
            && member.EnumerateArray().All(
                each => each.ValueKind is JsonValueKind.String && known.Contains(each.GetString()!)))
        {
            return [.. member.EnumerateArray().Select(each => each.GetString()!).Distinct()];
        }

        faults.Add(ProblemError.InBody(
            "/kinds", $"A list of stored names is expected, of {string.Join(", ", EventJson.StoredNames)}."));
        return [];
    }

    static string? DescriptionIn(JsonElement root, ICollection<ProblemError> faults)
    {
        if (!root.TryGetProperty("description", out var member))
        {
            return null;
        }

        var text = member.ValueKind is JsonValueKind.String ? member.GetString()! : "";
        if (text.Length is 0 or > DescriptionCharactersMax || text.Any(char.IsControl))
        {
            faults.Add(ProblemError.InBody(
                "/description", $"Text without control characters is expected, at most {DescriptionCharactersMax}."));
        }

        return text;
    }

    static byte[]? SecretIn(JsonElement root, ICollection<ProblemError> faults)
    {
        if (!root.TryGetProperty("secret", out var member))
        {
            return null;
        }

        var secret = member.ValueKind is JsonValueKind.String ? WebhookSecret.Read(member.GetString()!) : null;
        if (secret is null)
        {
            faults.Add(ProblemError.InBody(
                "/secret",
                $"whsec_ and the base64 of {WebhookSecret.BytesMin} to {WebhookSecret.BytesMax} bytes is expected."));
        }

        return secret;
    }

    static long? FromIn(JsonElement root, long lastPosition, ICollection<ProblemError> faults)
    {
        if (!root.TryGetProperty("from", out var member))
        {
            return null;
        }

        if (member.ValueKind is JsonValueKind.Number && member.TryGetInt64(out var position)
            && position >= 0 && position <= lastPosition)
        {
            return position;
        }

        faults.Add(ProblemError.InBody(
            "/from", $"A position from 0 to that of the newest event is expected, which is {lastPosition} now."));
        return null;
    }
}
