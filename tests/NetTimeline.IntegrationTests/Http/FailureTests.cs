using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using NetTimeline.EventStore;
using NetTimeline.Journal.Json;
using NetTimeline.Server.Http;
using NodaTime;
using Xunit;

namespace NetTimeline.IntegrationTests.Http;

/// <summary>What a caller is told when the machinery breaks: what became of the request, and what to do.</summary>
public sealed class FailureTests
{
    const string Secret = "canary4711";

    public static TheoryData<Exception, int, string, bool> Broken => new()
    {
        { new EventStoreException(Secret, sqlState: null), 503, "database-away", true },
        { new EventStoreException(Secret, "57P01"), 503, "database-away", true },
        { new EventStoreException(Secret, "53300"), 503, "database-away", true },
        { new EventStoreException(Secret, "57014"), 503, "database-away", true },
        { new EventStoreException(Secret, "23514"), 500, "unexpected", false },
        { new EventStoreException(Secret, "42501"), 500, "unexpected", false },
        { new ClockAskewException(Duration.FromMinutes(5)), 503, "clock-askew", true },
        { new AppendOutcomeUnknownException(Secret, new IOException(Secret)), 503, "outcome-unknown", true },
        { Unreadable(isNewer: true, "was recorded by a newer program."), 503, "newer-record", true },
        { Unreadable(isNewer: false, $"does not fit at /{Secret}."), 500, "unexpected", false },
        { new BadHttpRequestException(Secret, 413), 413, "too-large", false },
        { new BadHttpRequestException(Secret, 408), 408, "request-too-slow", false },
        { new BadHttpRequestException(Secret, 400), 400, "broken-off", false },
        { new InvalidOperationException(Secret), 500, "unexpected", false },
        { new OperationCanceledException(Secret), 500, "unexpected", false },
    };

    static UnreadableEventException Unreadable(bool isNewer, string what) =>
        new("note_recorded", 2, isNewer, what, position: 7);

    [Theory]
    [MemberData(nameof(Broken), DisableDiscoveryEnumeration = true)]
    public async Task Broken_machinery_is_a_problem_that_quotes_nothing(
        Exception error, int status, string problem, bool again)
    {
        var (context, log) = await AnswerAsync(_ => throw error);

        var body = Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray());
        Assert.Equal(status, context.Response.StatusCode);
        Assert.Contains($"\"type\":\"/problems/{problem}\"", body, StringComparison.Ordinal);
        Assert.Equal(again, context.Response.Headers.RetryAfter.Count == 1);
        Assert.DoesNotContain(Secret, body + log.Text, StringComparison.Ordinal);
        Assert.Equal(status >= 500, log.Text.Contains(context.TraceIdentifier, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_does_not_know_whether_it_is_recorded_is_told_how_to_ask_again()
    {
        var (context, _) = await AnswerAsync(_ => throw new AppendOutcomeUnknownException("", new IOException()));

        var body = Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray());
        Assert.Contains("may or may not be recorded", body, StringComparison.Ordinal);
        Assert.Contains("Send exactly the same again", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_that_cannot_be_read_is_named_to_the_operator_and_a_newer_one_to_the_caller_too()
    {
        var (context, log) = await AnswerAsync(_ => throw Unreadable(isNewer: true, "is newer."));
        var (_, brokenLog) = await AnswerAsync(_ => throw Unreadable(isNewer: false, "does not fit at /x."));

        var body = Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray());
        Assert.Contains("note_recorded, version 2, at position 7", body, StringComparison.Ordinal);
        Assert.Contains("position 7 (note_recorded, version 2)", log.Text, StringComparison.Ordinal);
        Assert.Contains("Position 7 (note_recorded, version 2)", brokenLog.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_went_away_is_not_answered_and_nothing_is_called_broken()
    {
        var (context, log) = await AnswerAsync(context =>
        {
            context.RequestAborted = new CancellationToken(canceled: true);
            throw new OperationCanceledException();
        });

        Assert.Equal((499, ""), (context.Response.StatusCode, log.Text));
    }

    static async Task<(HttpContext Context, CapturedLog Log)> AnswerAsync(RequestDelegate next)
    {
        var log = new CapturedLog();
        using var logging = LoggerFactory.Create(builder => builder.AddProvider(log));
        var context = new DefaultHttpContext { TraceIdentifier = "request-7" };
        context.Response.Body = new MemoryStream();
        await new Failures(next, logging.CreateLogger<Failures>()).InvokeAsync(context);
        return (context, log);
    }
}
