using System.CommandLine;

namespace NetTimeline.Cli;

/// <summary>The options of verbs that talk to a server.</summary>
static class ServerOptions
{
    const string Default = "http://127.0.0.1:5080";

    static readonly Setting Server = new(
        "--server", "NETTIMELINE_SERVER", "URL", $"The server to talk to, {Default} where nothing is said.");

    static readonly Setting Actor = new(
        "--actor", "NETTIMELINE_ACTOR", "NAME",
        "Who asks, as the log will name them; your user name where nothing is said.");

    public static void AddTo(Command command)
    {
        Server.AddTo(command);
        Actor.AddTo(command);
    }

    /// <summary>Null, and it is said why, where the server's address is none.</summary>
    public static TimelineClient? Client(ParseResult parsed)
    {
        var address = Server.Of(parsed) ?? Default;
        if (Uri.TryCreate(address, UriKind.Absolute, out var server) && server.Scheme is "http" or "https")
        {
            return new TimelineClient(server, Actor.Of(parsed) ?? Environment.UserName);
        }

        Terminal.Say($"--server is an address such as {Default}.");
        return null;
    }

    /// <summary>Says why there is no good answer, and with which exit code to end.</summary>
    public static int Explain(ServerAnswer answer)
    {
        switch (answer)
        {
            case ServerAnswer.Refused refused:
                foreach (var fault in refused.Faults)
                {
                    Terminal.Say(fault.Sentence);
                }

                return refused.Status is System.Net.HttpStatusCode.BadRequest ? ExitCodes.Usage : ExitCodes.No;
            case ServerAnswer.Unreachable away:
                Terminal.Say(away.Sentence);
                return ExitCodes.Unreachable;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}
