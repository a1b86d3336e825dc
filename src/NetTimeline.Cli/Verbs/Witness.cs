using System.CommandLine;
using NetTimeline.Cli.Serving;
using NetTimeline.Cli.Verifying;
using NetTimeline.Cli.Witnessing;
using NetTimeline.Ledger.Notes;
using NodaTime;

namespace NetTimeline.Cli.Verbs;

/// <summary>Cosigns what logs of others sign, as long as it goes on from what they signed before.</summary>
static class Witness
{
    const string DefaultName = "nettimeline-witness";

    static readonly Option<string> Listen = new("--listen")
    {
        HelpName = "URL",
        Required = true,
        Description = "Where to listen: http://127.0.0.1:5090; port 0 takes a free one.",
    };

    static readonly Option<string> State = new("--state")
    {
        HelpName = "FOLDER",
        Required = true,
        Description = "Where the key and what was cosigned last are kept. Made where it is missing.",
    };

    static readonly Option<string[]> Logs = new("--log")
    {
        HelpName = "KEY",
        Required = true,
        Description = "The verifier key of a log that is witnessed; may be given several times.",
    };

    static readonly Option<string> Name = new("--name")
    {
        HelpName = "NAME",
        Description = "What the witness calls itself below a checkpoint: a name without scheme, such as a host's.",
        DefaultValueFactory = _ => DefaultName,
    };

    public static Command Command()
    {
        var command = new Command("witness", "Cosign the checkpoints of logs, so that none of them can be taken back.")
        {
            Listen, State, Logs, Name,
        };
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var logs = parsed.GetRequiredValue(Logs)
            .Select(text => Evidence.Accepted(VerifierKey.Parse(text), "--log"))
            .ToList();
        if (logs.Contains(null))
        {
            return ExitCodes.Usage;
        }

        using var stop = new StopSignal();
        return await Startup.TryAsync(async () =>
        {
            using var state = WitnessState.Open(parsed.GetRequiredValue(State));
            var cosigner = Evidence.Accepted(
                EcdsaCosigner.FromPem(parsed.GetValue(Name)!, state.KeyPem()), "The key of the witness")
                ?? throw new IOException("Without a key and a name that are some nothing can be cosigned.");
            var host = new WitnessHost(state, cosigner, [.. logs.OfType<VerifierKey>()], Clock());
            await using var running = await host.StartAsync(parsed.GetRequiredValue(Listen), stop.Asked);
            Terminal.Data($"witness key {cosigner.Key}\n");
            Terminal.Data($"NetTimeline witnesses on {running.Urls.First()}\n");
            await Task.Delay(Timeout.Infinite, stop.Asked);
        });
    }

#pragma warning disable RS0030 // This is the host.
    static IClock Clock() => SystemClock.Instance;
#pragma warning restore RS0030
}
