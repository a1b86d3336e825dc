using System.Net.ServerSentEvents;

namespace NetTimeline.Cli.Following;

/// <summary>
/// Shows each change once and in order. A connection that breaks, or over which nothing comes any more, is opened
/// again where it broke off, as often as it takes.
/// </summary>
/// <param name="client">Of the server.</param>
/// <param name="path">Of the feed, with what is asked for.</param>
/// <param name="patience">How long nothing may come; the server gives a sign of life every 15 seconds.</param>
/// <param name="show">Gets the data of each change.</param>
sealed class ChangeFollower(TimelineClient client, string path, TimeSpan patience, Action<string> show)
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Everything up to this id was seen, or was not asked for; null before the first.</summary>
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
        await using var body = await response.Content.ReadAsStreamAsync(stop);
        await using var signs = new ImpatientStream(body, patience);
        var parser = SseParser.Create(signs);
        try
        {
            await foreach (var each in parser.EnumerateAsync(stop))
            {
                show(each.Data);
                last = each.EventId;
            }
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException)
        {
            // Opened again by the caller.
        }

        // Signs of life carry an id too: whoever waits for what is rare does not begin from far back. The id of an
        // event of which the rest did not come is not one of them.
        if (signs.IsBetweenEvents && parser.LastEventId is { Length: > 0 } alive)
        {
            last = alive;
        }
    }
}
