using System.Diagnostics;
using System.Text.RegularExpressions;

namespace NetTimeline.Benchmarks;

/// <summary>A server as it is installed: <c>nettimeline serve</c> in a process of its own, on a free port.</summary>
sealed partial class ServedProcess : IAsyncDisposable
{
    const double BytesPerMb = 1_000_000;

    readonly Process process;

    ServedProcess(Process process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }

    public static async Task<ServedProcess> StartAsync(string database, params string[] more)
    {
        var process = Command(
        [
            "serve", "--urls", "http://127.0.0.1:0", "--webhook-hosts", "127.0.0.1:*", "--postgres", database, .. more,
        ]);
        // The log is read and dropped: a full pipe would stop the server.
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var said = await process.StandardOutput.ReadLineAsync() ?? "";
        return Listening().Match(said) is { Success: true } match
            ? new(process, new(match.Value))
            : throw new InvalidOperationException("The server does not start.");
    }

    /// <summary>A command with its input and outputs redirected, all of which somebody has to read.</summary>
    public static Process Command(params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "nettimeline.dll");
        return Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    /// <summary>The most memory that it ever had, in millions of bytes.</summary>
    public double PeakMb()
    {
        process.Refresh();
        return process.PeakWorkingSet64 / BytesPerMb;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    [GeneratedRegex("http://[0-9.:]+")]
    private static partial Regex Listening();
}
