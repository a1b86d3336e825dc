using System.CommandLine;
using System.Net;

namespace NetTimeline.Cli.Verbs;

/// <summary>Fetches what an auditor takes along of a patient: the report for people, the bundle for programs.</summary>
static class Audit
{
    const string Html = "text/html";
    const string Zip = "application/zip";

    /// <summary>A checkpoint is signed some seconds after what it covers.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    static readonly Argument<string> Patient = new("PATIENT") { Description = "The registry key or the id." };

    static readonly Option<string?> Out = new("--out")
    {
        HelpName = "FILE",
        Description = "Write the report there: HTML that prints on A4.",
    };

    static readonly Option<string?> Bundle = new("--bundle")
    {
        HelpName = "FILE",
        Description = "Write the bundle there: a zip with all events and their proofs, to be checked offline.",
    };

    static readonly Option<string?> Scope = new("--scope")
    {
        HelpName = "WORD",
        Description = "Of the bundle: proofs, which it is if left out, or log, with every entry of the log.",
    };

    public static Command Command()
    {
        var command = new Command("audit", "Write a patient's audit report, or a bundle that proves it, to a file.")
        {
            Patient, Out, Bundle, Scope,
        };
        ServerOptions.AddTo(command);
        command.Validators.Add(static result =>
        {
            if (result.GetValue(Out) is null && result.GetValue(Bundle) is null)
            {
                result.AddError("--out or --bundle says what is written, and where.");
            }
        });
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var client = ServerOptions.Client(parsed);
        if (client is null)
        {
            return ExitCodes.Usage;
        }

        var patient = $"/api/patients/{Uri.EscapeDataString(parsed.GetRequiredValue(Patient))}";
        var exit = ExitCodes.Done;
        if (parsed.GetValue(Out) is { } report)
        {
            exit = await WriteAsync(client, $"{patient}/audit-report", Html, report, cancellation);
        }

        var asked = Reading.PathOf($"{patient}/audit-bundle", [new("scope", parsed.GetValue(Scope))]);
        return exit == ExitCodes.Done && parsed.GetValue(Bundle) is { } bundle
            ? await WriteAsync(client, asked, Zip, bundle, cancellation)
            : exit;
    }

    static async Task<int> WriteAsync(
        TimelineClient client, string path, string mediaType, string file, CancellationToken cancellation)
    {
        for (var waited = TimeSpan.Zero; ;)
        {
            var answer = await client.OpenAsync(path, mediaType, lastEventId: null, cancellation);
            if (answer is not ServerAnswer.Open open)
            {
                return ServerOptions.Explain(answer);
            }

            using var response = open.Response;
            if (response.StatusCode is not HttpStatusCode.Accepted)
            {
                return await SaveAsync(response, file, cancellation);
            }

            if (waited >= Patience)
            {
                Terminal.Say((await response.Content.ReadAsStringAsync(cancellation)).TrimEnd());
                return ExitCodes.No;
            }

            var pause = response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1);
            await Task.Delay(pause, cancellation);
            waited += pause;
        }
    }

    /// <summary>A file that is there stays until the new one is whole.</summary>
    static async Task<int> SaveAsync(HttpResponseMessage response, string file, CancellationToken cancellation)
    {
        var beside = $"{file}.part";
        try
        {
            await using (var written = File.Create(beside))
            {
                await response.Content.CopyToAsync(written, cancellation);
            }

            File.Move(beside, file, overwrite: true);
            return ExitCodes.Done;
        }
        catch (HttpRequestException)
        {
            File.Delete(beside);
            Terminal.Say("The server broke off.");
            return ExitCodes.Unreachable;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Terminal.Say($"{file} cannot be written: {error.Message}");
            return ExitCodes.No;
        }
    }
}
