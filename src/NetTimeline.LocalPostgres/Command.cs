using System.Diagnostics;

namespace NetTimeline.LocalPostgres;

/// <summary>A program that is run to its end.</summary>
static class Command
{
    /// <summary>What a program answered.</summary>
    /// <param name="ExitCode">0 where it succeeded.</param>
    /// <param name="Output">All it wrote, to either stream.</param>
    public sealed record Result(int ExitCode, string Output);

    /// <summary>
    /// Runs one of PostgreSQL's programs, as <paramref name="account"/> where there is one. It gets none of
    /// our environment: variables such as PGOPTIONS would change what it does.
    /// </summary>
    public static Task<Result> RunPostgresAsync(
        string program, IEnumerable<string> arguments, Account? account, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = "/" };
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/bin:/bin";
        start.Environment["LC_ALL"] = "C";
        start.UserName = account?.Name ?? "";
        return RunAsync(start, cancellation);
    }

    /// <exception cref="System.ComponentModel.Win32Exception">There is no such program.</exception>
    public static async Task<Result> RunAsync(ProcessStartInfo start, CancellationToken cancellation)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return new Result(process.ExitCode, (await output + await errors).Trim());
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }
}
