using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace NetTimeline.IntegrationTests.Http;

/// <summary>Everything a server logs, exceptions wholly included.</summary>
public sealed class CapturedLog : ILoggerProvider, ILogger
{
    readonly ConcurrentQueue<string> lines = [];

    public string Text => string.Join('\n', lines);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter) =>
        lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");

    public void Dispose() { }
}
