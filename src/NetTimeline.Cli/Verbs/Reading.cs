using System.CommandLine;

namespace NetTimeline.Cli.Verbs;

/// <summary>Asks a server for a view and prints it.</summary>
static class Reading
{
    public const string Json = "application/json";
    public const string Text = "text/plain";

    /// <param name="parsed">The command line.</param>
    /// <param name="patient">Registry key or id.</param>
    /// <param name="view">The last part of the path.</param>
    /// <param name="query">What is null is left out; a name may come several times.</param>
    /// <param name="json">JSON rather than text for people.</param>
    /// <param name="cancellation">Gives up.</param>
    public static Task<int> RunAsync(
        ParseResult parsed,
        string patient,
        string view,
        IEnumerable<KeyValuePair<string, string?>> query,
        bool json,
        CancellationToken cancellation) =>
        RunAsync(
            parsed, $"/api/patients/{Uri.EscapeDataString(patient)}/{view}", query, json ? Json : Text, cancellation);

    /// <param name="parsed">The command line.</param>
    /// <param name="path">What is asked for.</param>
    /// <param name="query">What is null is left out; a name may come several times.</param>
    /// <param name="mediaType">In which form.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<int> RunAsync(
        ParseResult parsed,
        string path,
        IEnumerable<KeyValuePair<string, string?>> query,
        string mediaType,
        CancellationToken cancellation)
    {
        using var client = ServerOptions.Client(parsed);
        if (client is null)
        {
            return ExitCodes.Usage;
        }

        var answer = await client.GetAsync(PathOf(path, query), mediaType, cancellation);
        if (answer is not ServerAnswer.Good good)
        {
            return ServerOptions.Explain(answer);
        }

        if (mediaType == Json)
        {
            Terminal.Json(good.Body);
        }
        else
        {
            Terminal.Data(good.Body.ReplaceLineEndings("\n"));
        }

        return ExitCodes.Done;
    }

    /// <summary>With what is asked for; what is null is left out, and a name may come several times.</summary>
    public static string PathOf(string path, IEnumerable<KeyValuePair<string, string?>> query)
    {
        var asked = string.Join('&', query.Where(each => each.Value is not null)
            .Select(each => $"{each.Key}={Uri.EscapeDataString(each.Value!)}"));
        return asked.Length > 0 ? $"{path}?{asked}" : path;
    }
}
