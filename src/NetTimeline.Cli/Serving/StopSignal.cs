using System.Runtime.InteropServices;

namespace NetTimeline.Cli.Serving;

/// <summary>
/// Ctrl-C, a closed terminal or a polite kill: the first one asks to stop, a second one no longer waits.
/// </summary>
sealed class StopSignal : IDisposable
{
    readonly CancellationTokenSource stopping = new();
    readonly List<PosixSignalRegistration> registrations;

    public StopSignal() => registrations =
    [
        .. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT }
            .Select(signal => PosixSignalRegistration.Create(signal, OnSignal)),
    ];

    public CancellationToken Asked => stopping.Token;

    public void Dispose()
    {
        registrations.ForEach(registration => registration.Dispose());
        stopping.Dispose();
    }

    void OnSignal(PosixSignalContext context)
    {
        context.Cancel = !stopping.IsCancellationRequested;
        stopping.Cancel();
    }
}
