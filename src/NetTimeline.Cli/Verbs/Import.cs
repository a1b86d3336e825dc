using System.CommandLine;
using NetTimeline.Cli.Importing;

namespace NetTimeline.Cli.Verbs;

/// <summary>Sends a file of lines, each of which says something of a patient.</summary>
static class Import
{
    static readonly Argument<string> File = new("FILE")
    {
        Description = "Lines of JSON: {\"patient\": KEY, \"enrol\" or \"entry\" or \"correction\": {…}}; - reads "
            + "standard input. Lines of one patient and sort that follow each other, at most 500, are recorded all or "
            + "nothing; an empty line parts them too. Running the same import again is safe and records what is "
            + "missing.",
    };

    public static Command Command()
    {
        var command = new Command("import", "Record what a file says of any number of patients.") { File };
        ServerOptions.AddTo(command);
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

        var name = parsed.GetRequiredValue(File);
        await using var stream = Open(name);
        if (stream is null)
        {
            return ExitCodes.No;
        }

        var outcome = await ImportProgress.ShowAsync(stream, async progress =>
        {
            var importer = new Importer(client, name == "-" ? "standard input" : name, Terminal.Say, progress);
            return await importer.RunAsync(stream, cancellation);
        });
        Terminal.Data($"recorded {outcome.Recorded}, already there {outcome.AlreadyThere}, "
            + $"not recorded {outcome.NotRecorded}\n");
        if (outcome.Unreachable is not { } reason)
        {
            return outcome.IsRefused || outcome.NotRecorded > 0 ? ExitCodes.No : ExitCodes.Done;
        }

        Terminal.Say(reason);
        Terminal.Say("Run the same import again: what is recorded already is recognised.");
        return ExitCodes.Unreachable;
    }

    static Stream? Open(string name)
    {
        try
        {
            return name == "-" ? Console.OpenStandardInput() : System.IO.File.OpenRead(name);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            Terminal.Say(unreadable.Message);
            return null;
        }
    }
}
