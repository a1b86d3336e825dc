using System.CommandLine;
using NetTimeline.Cli.Serving;
using NetTimeline.Server;

namespace NetTimeline.Cli.Verbs;

/// <summary>Brings a database's schema to what this program needs, without serving.</summary>
static class Migrate
{
    public static Command Command()
    {
        var command = new Command("migrate", "Bring a database's schema up to date. Serving does it too.");
        ServeOptions.Postgres.AddTo(command);
        ServeOptions.Origin.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (ServeOptions.Postgres.Of(parsed) is not { } postgres)
        {
            Terminal.Say("Which database? Give --postgres or NETTIMELINE_POSTGRES.");
            return ExitCodes.Usage;
        }

        var origin = ServeOptions.Origin.Of(parsed);
        if (!ServeOptions.IsConnectionString(postgres) || !ServeOptions.IsOrigin(origin))
        {
            return ExitCodes.Usage;
        }

        return await Startup.TryAsync(async () =>
        {
            await TimelineServer.MigrateAsync(postgres, origin, cancellation);
            Terminal.Data("The schema is up to date.\n");
        });
    }
}
