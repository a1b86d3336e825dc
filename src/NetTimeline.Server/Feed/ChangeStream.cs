using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using NetTimeline.Server.Access;
using NetTimeline.Server.Http;

namespace NetTimeline.Server.Feed;

/// <summary>
/// Server-sent events: one for each change, with its position as id. Nothing is made before it can be sent, so that a
/// slow reader costs what his connection buffers; one that takes nothing for a while is cut, and goes on by id.
/// </summary>
/// <param name="feed">Is joined when it begins, and not before: an answer that is never sent holds no place.</param>
/// <param name="asked">Which of them.</param>
/// <param name="after">Begins after this position.</param>
/// <param name="patience">How long a reader may take nothing.</param>
sealed class ChangeStream(ChangeFeed feed, ChangesAsked asked, long after, TimeSpan patience)
    : IAnswerInParts
{
    public const string MediaType = "text/event-stream";

    static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>While much happens it is sent in gulps: a hundred readers would else cost a hundred writes each
    /// time.</summary>
    static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(50);

    const int GulpMin = 64;
    const int RetryAfterSeconds = 5;

    public long Sent { get; private set; }

    readonly Stopwatch silence = Stopwatch.StartNew();
    long position = after;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (feed.Join() is { } tail)
        {
            await FollowAsync(httpContext, tail);
        }
        else
        {
            await Problem.Of(FeedProblems.TooManyFollowers, RetryAfterSeconds).ExecuteAsync(httpContext);
        }
    }

    async Task FollowAsync(HttpContext httpContext, SharedTail tail)
    {
        var stopping = httpContext.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, stopping);
        try
        {
            var response = httpContext.Response;
            response.ContentType = MediaType;
            response.Headers.CacheControl = "no-store";
            response.Headers[ChangesAsked.LastEventId] = position.ToString(CultureInfo.InvariantCulture);
            // Proxies in front are asked not to gather what is sent.
            response.Headers["X-Accel-Buffering"] = "no";
            if (!HttpMethods.IsHead(httpContext.Request.Method))
            {
                await SendAsync(response, tail, ending.Token);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The reader has hung up, or the server stops: what was begun is ended as an answer is.
        }
        catch (TimeoutException)
        {
            httpContext.Abort();
        }
        finally
        {
            await ending.CancelAsync();
            await feed.LeaveAsync();
        }
    }

    async Task SendAsync(HttpResponse response, SharedTail tail, CancellationToken cancellation)
    {
        Write(response, $"retry: 2000\nid: {position}\n\n");
        await FlushAsync(response, cancellation);
        while (true)
        {
            var frames = await NextAsync(response, tail, cancellation);
            position = frames[^1].Position;
            foreach (var frame in frames.Where(asked.Includes))
            {
                response.BodyWriter.Write(frame.Bytes.Span);
                silence.Restart();
                Sent++;
            }

            WriteSignOfLifeIfDue(response);
            await FlushAsync(response, cancellation);
            if (frames.Count < GulpMin)
            {
                await Task.Delay(Breath, cancellation);
            }
        }
    }

    async Task<IReadOnlyList<ChangeFrame>> NextAsync(
        HttpResponse response, SharedTail tail, CancellationToken cancellation)
    {
        var next = tail.NextAsync(position, cancellation);
        while (true)
        {
            await ((Task)next).WaitAsync(Heartbeat, cancellation)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (next.IsCompleted)
            {
                return await next;
            }

            cancellation.ThrowIfCancellationRequested();
            WriteSignOfLifeIfDue(response);
            await FlushAsync(response, cancellation);
        }
    }

    /// <summary>
    /// It carries the position, so that whoever waits for what is rare does not begin from far back the next time.
    /// </summary>
    void WriteSignOfLifeIfDue(HttpResponse response)
    {
        if (silence.Elapsed >= Heartbeat)
        {
            Write(response, $": nothing new\nid: {position}\n\n");
            silence.Restart();
        }
    }

    static void Write(HttpResponse response, FormattableString text) =>
        response.BodyWriter.Write(Encoding.UTF8.GetBytes(FormattableString.Invariant(text)));

    /// <exception cref="TimeoutException">The reader takes nothing.</exception>
    async Task FlushAsync(HttpResponse response, CancellationToken cancellation)
    {
        var flushing = response.BodyWriter.FlushAsync(cancellation);
        if (!flushing.IsCompletedSuccessfully)
        {
            await flushing.AsTask().WaitAsync(patience, cancellation);
        }
    }
}
