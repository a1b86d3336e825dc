using System.Text.Json;

namespace NetTimeline.Cli.Following;

/// <summary>A change on a line, for people.</summary>
static class ChangeLine
{
    public static string Of(string json)
    {
        using var document = JsonDocument.Parse(json);
        var change = document.RootElement;
        var line = $"{change.GetProperty("position").GetInt64(),8}  {Text("recordedAt"),-27}  {Text("registryKey")} "
            + $"v{change.GetProperty("version").GetInt64()}  {Text("kind")}";
        return line + (Text("key") is { } key ? $"  {key}" : "")
            + (Text("corrects") is { } corrected ? $" (corrects {corrected})" : "") + "\n";

        string? Text(string name) => change.TryGetProperty(name, out var value) ? value.GetString() : null;
    }
}
