using System.CommandLine;
using NetTimeline.Cli.Serving;
using NetTimeline.Cli.Verifying;
using NetTimeline.EventStore;
using NetTimeline.Ledger.Proofs;
using NetTimeline.Ledger.Verification;
using NetTimeline.Server.Erasing;
using NodaTime;

namespace NetTimeline.Cli.Verbs;

/// <summary>Holds what was recorded against what was signed; all but a database and a server offline.</summary>
static class Verify
{
    static readonly Option<bool> Json = new("--json") { Description = "The report as JSON." };

    static readonly Argument<string> EventFile = new("EVENT")
    {
        Description = "The event as it is shown: JSON with envelope and payload, and with entry, envelopeNonce and "
            + "payloadNonce in base64 where the proof does not bring them; or a receipt with its content.",
    };

    static readonly Argument<string?> ProofFile = new("PROOF")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "Its proof (C2SP tlog-proof); a receipt brings its own.",
    };

    static readonly Argument<string> BundlePath = new("BUNDLE") { Description = "A bundle: a folder or a zip." };

    static readonly Argument<string> Url = new("URL")
    {
        Description = "Where the log is published: http://127.0.0.1:5080/ledger/events.",
    };

    static readonly Option<bool> ShownOnly = new("--shown-only")
    {
        Description = "Ask only whether the events that are shown were recorded, and not whether any is left out, "
            + "which needs a bundle with the whole log (scope=log).",
    };

    static readonly Option<string> State = new("--state")
    {
        HelpName = "FOLDER",
        Required = true,
        Description = "Where what was seen last is kept.",
    };

    static readonly Option<int> MaxAge = new("--max-age")
    {
        HelpName = "HOURS",
        Description = "How long the log may be without a new leaf; 72 hours if not said.",
        DefaultValueFactory = _ => 72,
    };

    static readonly Option<string?> VaultKeyPath = new("--vault-key")
    {
        HelpName = "FILE",
        Description = $"The ledger folder's {VaultKey.File}: then it is also seen whether identities open with it.",
    };

    static readonly Option<int> Jobs = new("--jobs")
    {
        HelpName = "N",
        Description = "How many parts of the log are looked at at once; two for each processor if not said.",
        DefaultValueFactory = _ => 2 * Environment.ProcessorCount,
    };

    public static Command Command()
    {
        var command = new Command(VerifyExit.Verb, "Verify that nothing was changed of what was recorded.")
        {
            Proof(), Bundle(), Db(), Monitor(),
        };
        return command;
    }

    static Command Proof()
    {
        var command = new Command("proof", "One event, by the proof that was handed out with it.")
        {
            EventFile, ProofFile, Json,
        };
        Evidence.AddPolicyTo(command);
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(ProofFile);
            var proofBytes = path is null ? [] : Evidence.ReadFile(path);
            if (Evidence.Policy(parsed) is not { } policy || proofBytes is null
                || Evidence.ReadFile(parsed.GetRequiredValue(EventFile)) is not { } eventBytes)
            {
                return VerifyExit.Usage;
            }

            if (Evidence.Accepted(OpenedEvent.Parse(eventBytes), "The event") is not { } shown)
            {
                return VerifyExit.Incomplete;
            }

            if (path is null && shown.OwnProof is null)
            {
                Terminal.Say("The event is no receipt and brings no proof: PROOF is needed.");
                return VerifyExit.Usage;
            }

            return (path is null ? shown.OwnProof : Evidence.Accepted(LogProof.Parse(proofBytes), "The proof"))
                is { } proof
                ? Print(parsed, EventProofCheck.Run(shown, proof, policy))
                : VerifyExit.Incomplete;
        });
        return command;
    }

    static Command Bundle()
    {
        var command = new Command("bundle", "A patient's events, by the bundle that was exported.")
        {
            BundlePath, ShownOnly, Json,
        };
        Evidence.AddPolicyTo(command);
        Evidence.AddSinceTo(command);
        command.SetAction(parsed =>
            Evidence.Policy(parsed) is { } policy && Evidence.Since(parsed) is { } since
                && Evidence.Bundle(parsed.GetRequiredValue(BundlePath)) is { } files
                ? Print(parsed, BundleCheck.Run(files, policy, since, parsed.GetValue(ShownOnly)))
                : VerifyExit.Usage);
        return command;
    }

    static Command Db()
    {
        var command = new Command(
            "db", "A whole database: events, who was shown what, leaves, tiles and checkpoints, while servers go on.")
        {
            Json, Jobs, VaultKeyPath,
        };
        ServeOptions.Postgres.AddTo(command);
        ServeOptions.Data.AddTo(command);
        Evidence.AddPolicyTo(command);
        Evidence.AddSinceTo(command);
        command.SetAction(DbAsync);
        return command;
    }

    static async Task<int> DbAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var given = ServeOptions.Postgres.Of(parsed);
        if ((given is not null && !ServeOptions.IsConnectionString(given))
            || Evidence.Policy(parsed) is not { } policy || Evidence.Since(parsed) is not { } since
            || !TryReadVaultKey(parsed.GetValue(VaultKeyPath), out var identities))
        {
            return VerifyExit.Usage;
        }

        try
        {
            await using var database = await VerifiedDatabase.OpenAsync(
                given, ServeOptions.DataFolder(parsed), cancellation);
            return Print(parsed, await VerifyProgress.ShowAsync(progress => LedgerVerification.RunAsync(
                database.ConnectionString,
                new(policy, since, parsed.GetValue(Jobs), Now())
                {
                    Progress = progress,
                    Identities = identities,
                },
                cancellation)));
        }
        catch (VerifiedDatabase.NotThereException absent)
        {
            Terminal.Say(absent.Message);
            return VerifyExit.Usage;
        }
        catch (EventStoreException unreadable)
        {
            Terminal.Say(unreadable.Message);
            return VerifyExit.Incomplete;
        }
    }

#pragma warning disable RS0030 // This is the host that names the system clock.
    static Instant Now() => SystemClock.Instance.GetCurrentInstant();
#pragma warning restore RS0030

    /// <summary>Whether none was asked for, or it was read.</summary>
    static bool TryReadVaultKey(string? path, out IdentityKey? key)
    {
        key = null;
        if (path is null)
        {
            return true;
        }

        key = Evidence.ReadFile(path) is { } written ? VaultKey.Parse(written) : null;
        if (key is null)
        {
            Terminal.Say($"{path} is not a ledger folder's {VaultKey.File}.");
        }

        return key is not null;
    }

    static Command Monitor()
    {
        var command = new Command("monitor", "A published log: that it goes on from what was seen of it last time.")
        {
            Url, State, MaxAge, Json,
        };
        Evidence.AddPolicyTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            if (!Uri.TryCreate(parsed.GetRequiredValue(Url), UriKind.Absolute, out var log)
                || log.Scheme is not ("http" or "https"))
            {
                Terminal.Say("URL is an address such as http://127.0.0.1:5080/ledger/events.");
                return VerifyExit.Usage;
            }

            if (Evidence.Policy(parsed) is not { } policy)
            {
                return VerifyExit.Usage;
            }

            using var monitor = new LogMonitor(
                log, parsed.GetRequiredValue(State), policy, Now(), Duration.FromHours(parsed.GetValue(MaxAge)));
            return await monitor.LookAsync(cancellation) is { } report ? Print(parsed, report) : VerifyExit.Incomplete;
        });
        return command;
    }

    static int Print(ParseResult parsed, VerificationReport report) =>
        ReportPrinter.Print(report, parsed.GetValue(Json));
}
