namespace NetTimeline.Cli;

/// <summary>What a verb ends with. Every help text lists them.</summary>
static class ExitCodes
{
    public const int Done = 0;

    /// <summary>The answer is no: refused, not there, in use.</summary>
    public const int No = 1;

    /// <summary>The command line, or a value on it, cannot be understood.</summary>
    public const int Usage = 2;

    /// <summary>No server or no database answers.</summary>
    public const int Unreachable = 3;

    public const string Help = """
        Exit codes:
          0  done
          1  the answer is no: refused, not there, in use
          2  the command cannot be understood
          3  no server or no database to work with
        """;
}
