using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using NetTimeline.Cli.Verbs;
using NetTimeline.Cli.Verifying;

namespace NetTimeline.Cli;

/// <summary>The verbs, and what holds for all of them.</summary>
static class CommandLine
{
    static readonly ParserConfiguration AsTyped = new() { ResponseFileTokenReplacer = null };

    /// <summary>No time limit on stopping: the server ends what it has begun, then PostgreSQL does.</summary>
    static readonly InvocationConfiguration Invocation = new()
    {
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = null,
    };

    public static async Task<int> RunAsync(string[] arguments)
    {
        var parsed = Root().Parse(arguments, AsTyped);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpWithExitCodes)
        {
            foreach (var error in parsed.Errors)
            {
                Terminal.Say(error.Message);
            }

            Terminal.Say("nettimeline --help lists the verbs, nettimeline VERB --help what a verb takes.");
            return VerifyExit.IsAskedBy(parsed) ? VerifyExit.Usage : ExitCodes.Usage;
        }

        return await parsed.InvokeAsync(Invocation);
    }

    static RootCommand Root()
    {
        var root = new RootCommand("NetTimeline keeps patients' histories, and what was known of them when.")
        {
            Demo.Command(), Serve.Command(), Import.Command(), Synth.Command(), Show.Command(), Diff.Command(),
            Steps.Command(), Measure.Command(), Bounds.Command(), Patients.Command(), Cohort.Command(), Log.Command(),
            Audit.Command(),
            Follow.Command(), Projections.Command(),
            Verbs.Ledger.Command(), Access.Command(),
            Verify.Command(), Witness.Command(),
            Erase.Command(), Migrate.Command(),
        };
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExitCodes((HelpAction)help.Action!);
        return root;
    }

    /// <summary>The usual help, with the exit codes after it.</summary>
    sealed class HelpWithExitCodes(HelpAction help) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            var exit = help.Invoke(parseResult);
            parseResult.InvocationConfiguration.Output.WriteLine(
                VerifyExit.IsAskedBy(parseResult) ? VerifyExit.Help : ExitCodes.Help);
            return exit;
        }
    }
}
