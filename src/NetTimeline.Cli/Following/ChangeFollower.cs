using System.Net.ServerSentEvents;

namespace NetTimeline.Cli.Following;

/// <summary>
/// Shows each change once and in order. A connection that breaks is opened again where it broke off, as often as it
/// takes.
/// </summary>
/// <param name="client">Of the server.</param>
/// <param name="path">Of the feed, with what is asked for.</param>
/// <param name="show">Gets the data of each change.</param>
sealed class ChangeFollower(TimelineClient client, string path, Action<string> show)
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>The id of the last event seen; null before the first.</summary>
    string? last;

    /// <summary>Null where it was asked to stop; else why there is nothing to follow.</summary>
    public async Task<ServerAnswer?> RunAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                var answer = await client.OpenAsync(path, "text/event-stream", last, stop);
                if (answer is ServerAnswer.Open open)
                {
                    await ShowAsync(open, stop);
                }
                else if (last is null || answer is ServerAnswer.Refused)
                {
                    return answer;
                }

                Terminal.Say($"The connection is lost; going on after {last ?? "where it began"}.");
                await Task.Delay(Pause, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
    }

    async Task ShowAsync(ServerAnswer.Open open, CancellationToken stop)
    {
        using var response = open.Response;
        last ??= response.Headers.TryGetValues("Last-Event-ID", out var begun) ? begun.Single() : null;
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(stop);
            await foreach (var each in SseParser.Create(body).EnumerateAsync(stop))
            {
                show(each.Data);
                last = each.EventId;
            }
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException)
        {
            // Opened again by the caller.
        }
    }
}
