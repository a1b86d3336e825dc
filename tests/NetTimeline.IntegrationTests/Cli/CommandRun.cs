using System.Collections.Concurrent;
using System.Diagnostics;
using Xunit;

namespace NetTimeline.IntegrationTests.Cli;

/// <summary>How a command ended.</summary>
sealed record Ended(int ExitCode, string Output, string Errors);

/// <summary>
/// A command in a process of its own, as a person would run it: <c>nettimeline</c> as built with these tests, or a
/// program. Disposing kills it if it still runs.
/// </summary>
sealed class CommandRun : IAsyncDisposable
{
    /// <summary>Generous: many tests run at once, and some commands build.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    readonly Process process;
    readonly ConcurrentQueue<string> output = [];
    readonly ConcurrentQueue<string> errors = [];

    CommandRun(ProcessStartInfo start)
    {
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Keep(output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(errors, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Every variable of ours that a developer may have set is unset, but for those given.</summary>
    public static CommandRun Start(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? variables = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = NetTimeline.UnitTests.Repository.Root,
        };
        foreach (var name in start.Environment.Keys.Where(IsOurs).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new CommandRun(start);
    }

    public static CommandRun Nettimeline(params string[] arguments) => Start("dotnet", [Program, .. arguments]);

    public static async Task<Ended> NettimelineAsync(params string[] arguments)
    {
        await using var run = Nettimeline(arguments);
        return await run.EndAsync();
    }

    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "nettimeline.dll");

    public int Id => process.Id;

    /// <summary>Waits for a line of standard output.</summary>
    public Task<string> LineAsync(Func<string, bool> wanted) => LineOfAsync(output, wanted);

    /// <summary>Waits for a line of standard error.</summary>
    public Task<string> ErrorLineAsync(Func<string, bool> wanted) => LineOfAsync(errors, wanted);

    async Task<string> LineOfAsync(ConcurrentQueue<string> lines, Func<string, bool> wanted)
    {
        using var patience = Limit();
        while (true)
        {
            if (lines.FirstOrDefault(wanted) is { } line)
            {
                return line;
            }

            Assert.False(process.HasExited && lines.FirstOrDefault(wanted) is null, $"It ended early.\n{Said}");
            await Task.Delay(20, patience.Token);
        }
    }

    /// <summary>More may be typed.</summary>
    public async Task BeginToTypeAsync(string text)
    {
        await process.StandardInput.WriteAsync(text);
        await process.StandardInput.FlushAsync();
    }

    public async Task TypeAsync(string text)
    {
        await process.StandardInput.WriteAsync(text);
        process.StandardInput.Close();
    }

    /// <summary>As Ctrl-C does.</summary>
    public void PressCtrlC()
    {
        using var kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>As <c>kill -9</c> does: nothing can be put in order first.</summary>
    public void KillAtOnce() => process.Kill();

    public async Task<Ended> EndAsync()
    {
        using var patience = Limit();
        await process.WaitForExitAsync(patience.Token);
        process.WaitForExit(); // so that the last lines were read
        return new Ended(process.ExitCode, Text(output), Text(errors));
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }

        process.Dispose();
    }

    static bool IsOurs(string variable) => variable.StartsWith("NETTIMELINE_", StringComparison.Ordinal)
        && variable != NetTimeline.LocalPostgres.LocalPostgresOptions.BinariesVariable;

    string Said => $"{Text(output)}{Text(errors)}";

    static string Text(IEnumerable<string> lines) => string.Concat(lines.Select(line => $"{line}\n"));

    static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
        {
            lines.Enqueue(line);
        }
    }

    static CancellationTokenSource Limit()
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        return limit;
    }
}
