using System.CommandLine;

namespace NetTimeline.Cli.Verbs;

/// <summary>Asks a server for one view of a patient and prints it.</summary>
static class Reading
{
    /// <param name="parsed">The command line.</param>
    /// <param name="patient">Registry key or id.</param>
    /// <param name="view">The last part of the path.</param>
    /// <param name="query">What is null is left out; a name may come several times.</param>
    /// <param name="json">JSON rather than text for people.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<int> RunAsync(
        ParseResult parsed,
        string patient,
        string view,
        IEnumerable<KeyValuePair<string, string?>> query,
        bool json,
        CancellationToken cancellation)
    {
        using var client = ServerOptions.Client(parsed);
        if (client is null)
        {
            return ExitCodes.Usage;
        }

        var asked = string.Join('&', query.Where(each => each.Value is not null)
            .Select(each => $"{each.Key}={Uri.EscapeDataString(each.Value!)}"));
        var answer = await client.GetAsync(
            $"/api/patients/{Uri.EscapeDataString(patient)}/{view}{(asked.Length > 0 ? $"?{asked}" : "")}",
            json ? "application/json" : "text/plain", cancellation);
        if (answer is not ServerAnswer.Good good)
        {
            return ServerOptions.Explain(answer);
        }

        if (json)
        {
            Terminal.Json(good.Body);
        }
        else
        {
            Terminal.Data(good.Body);
        }

        return ExitCodes.Done;
    }
}
