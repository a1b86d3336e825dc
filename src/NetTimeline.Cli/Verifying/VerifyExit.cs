using System.CommandLine;
using NetTimeline.Ledger.Verification;

namespace NetTimeline.Cli.Verifying;

/// <summary>What <c>verify</c> ends with: scripts of auditors tell four answers apart.</summary>
static class VerifyExit
{
    public const string Verb = "verify";

    public const int Tampered = 1;

    /// <summary>Nothing was found wrong, and something needed to be sure was not there.</summary>
    public const int Incomplete = 2;

    public const int Usage = 3;

    public const string Help = """
        Exit codes:
          0  everything that was looked at is what was signed
          1  evidence of tampering
          2  incomplete: nothing was found wrong, and something needed to be sure was not there
          3  the command cannot be understood
        """;

    public static int Of(Verdict verdict) => verdict switch
    {
        Verdict.Verified => ExitCodes.Done,
        Verdict.Tampered => Tampered,
        _ => Incomplete,
    };

    /// <summary>Whether the command line is one of <c>verify</c>.</summary>
    public static bool IsAskedBy(ParseResult parsed)
    {
        for (var at = parsed.CommandResult; at is not null; at = at.Parent as System.CommandLine.Parsing.CommandResult)
        {
            if (at.Command.Name == Verb)
            {
                return true;
            }
        }

        return false;
    }
}
