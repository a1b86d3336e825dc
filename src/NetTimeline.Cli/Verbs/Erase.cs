using System.CommandLine;
using System.Text.Json;

namespace NetTimeline.Cli.Verbs;

/// <summary>Erases a patient, or an entry, for good.</summary>
static class Erase
{
    static readonly Argument<string> Patient = new("PATIENT") { Description = "The patient's registry key or id." };

    static readonly Option<string?> Entry = new("--entry")
    {
        HelpName = "KEY",
        Description = "Only what was recorded under this key; the whole patient where nothing is said.",
    };

    static readonly Option<string> Authority = Said("--authority", "Who decided.");

    static readonly Option<string> LegalBasis = Said("--legal-basis", "By what law.");

    static readonly Option<string> Reason = Said("--reason", "Why. It stays in the log: it must not say of whom.");

    static readonly Option<bool> Yes = new("--yes") { Description = "It is meant so: nothing brings it back." };

    public static Command Command()
    {
        var command = new Command("erase", "Erase a patient, or an entry of one, for good.")
        {
            Patient, Entry, Authority, LegalBasis, Reason, Yes,
        };
        ServerOptions.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    static Option<string> Said(string name, string description) =>
        new(name) { HelpName = "TEXT", Description = description, Required = true };

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (!parsed.GetValue(Yes))
        {
            Terminal.Say("What is erased is gone for good. Say --yes where that is meant.");
            return ExitCodes.Usage;
        }

        using var client = ServerOptions.Client(parsed);
        if (client is null)
        {
            return ExitCodes.Usage;
        }

        var order = JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["authority"] = parsed.GetRequiredValue(Authority),
            ["legalBasis"] = parsed.GetRequiredValue(LegalBasis),
            ["reason"] = parsed.GetRequiredValue(Reason),
        });
        var answer = await client.PostAsync(PathOf(parsed), order, cancellation);
        if (answer is not ServerAnswer.Good good)
        {
            return ServerOptions.Explain(answer);
        }

        Terminal.Say(Outcome(good.Body));
        return ExitCodes.Done;
    }

    static string PathOf(ParseResult parsed)
    {
        var patient = $"/api/patients/{Uri.EscapeDataString(parsed.GetRequiredValue(Patient))}";
        return parsed.GetValue(Entry) is { } entry
            ? $"{patient}/entries/{Uri.EscapeDataString(entry)}/erasure"
            : $"{patient}/erasure";
    }

    static string Outcome(string body)
    {
        using var json = JsonDocument.Parse(body);
        var at = json.RootElement.GetProperty("position").GetInt64();
        if (!json.RootElement.TryGetProperty("events", out var events))
        {
            return $"It had been erased before, at position {at}.";
        }

        var unsaid = json.RootElement.TryGetProperty("unsaid", out var keys) && keys.GetArrayLength() > 0
            ? $" Still recorded, and in no view without it; erase it too: {string.Join(", ", keys.EnumerateArray())}."
            : "";
        return $"Erased at position {at}; events: {events}.{unsaid}";
    }
}
