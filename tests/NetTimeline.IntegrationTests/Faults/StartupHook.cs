using System.Diagnostics;
using System.Globalization;
using NetTimeline.EventStore;

/// <summary>
/// Runs in a process under test before its program does: the runtime calls it where DOTNET_STARTUP_HOOKS names this
/// assembly, and looks for it by this name, in no namespace. Arms the marks of <see cref="FailPoint"/>.
/// </summary>
static class StartupHook
{
    /// <summary>
    /// <c>append.sent*3</c>: the process is killed when it passes that mark for the third time;
    /// <c>stop append.stored*1</c>: it is stopped there, and goes on when it is told to.
    /// </summary>
    public const string Variable = "NETTIMELINE_TEST_DEATH_POINT";

    const string Stop = "stop ";

    static int passings;

    public static void Initialize()
    {
        var wanted = Environment.GetEnvironmentVariable(Variable)!;
        var signal = wanted.StartsWith(Stop, StringComparison.Ordinal) ? "-STOP" : "-KILL";
        var parts = wanted.Split(' ')[^1].Split('*');
        var passing = int.Parse(parts[1], CultureInfo.InvariantCulture);
        FailPoint.Armed = name =>
        {
            if (name == parts[0] && Interlocked.Increment(ref passings) == passing)
                SignalMyself(signal);
        };
    }

    /// <summary>Returns only where the process was stopped and goes on.</summary>
    static void SignalMyself(string signal)
    {
        if (signal == "-KILL")
            Process.GetCurrentProcess().Kill();
        using var kill = Process.Start("kill", [signal, $"{Environment.ProcessId}"]);
        kill.WaitForExit();
    }
}
