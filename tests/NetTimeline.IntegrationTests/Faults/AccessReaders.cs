using System.Collections.Concurrent;
using System.Net;

namespace NetTimeline.IntegrationTests.Faults;

/// <summary>
/// Reads patients over HTTP again and again, each time by a request id of its own, and keeps what came of it: what
/// was delivered, what was refused, and what nobody knows.
/// </summary>
sealed class AccessReaders(HttpClient http, IReadOnlyList<string> patients, string canary)
{
    static readonly string[] Views = ["", "/timeline", "/log", "/measures", "/steps"];

    int reads;

    /// <summary>Ids of requests whose answer came whole, with status 200.</summary>
    public ConcurrentDictionary<string, bool> Delivered { get; } = [];

    /// <summary>Ids of requests that no answer came to, or that were answered with 503.</summary>
    public ConcurrentDictionary<string, bool> InDoubt { get; } = [];

    /// <summary>What should not have been.</summary>
    public ConcurrentBag<string> Surprises { get; } = [];

    /// <summary>While it is set nothing may be delivered that was asked for after it was set.</summary>
    public volatile bool Unwritable;

    /// <summary>So many were asked for and answered while it was set.</summary>
    public int AskedWhileUnwritable;

    /// <summary>Until it is ended, and then what is under way.</summary>
    public Task RunAsync(int readers, CancellationToken ending) => Task.WhenAll(
        Enumerable.Range(0, readers).Select(_ => Task.Run(() => ReadAsync(ending), CancellationToken.None)));

    async Task ReadAsync(CancellationToken ending)
    {
        while (!ending.IsCancellationRequested)
        {
            var number = Interlocked.Increment(ref reads);
            var (id, unwritable) = ($"read-{number}", Unwritable);
            if (!await DeliveredAsync(id, number, unwritable))
                await Task.Delay(20, CancellationToken.None);
        }
    }

    async Task<bool> DeliveredAsync(string id, int number, bool unwritable)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get, $"/api/patients/{patients[number % patients.Count]}{Views[number % Views.Length]}")
        {
            Headers = { { "X-Request-Id", id }, { "X-NetTimeline-Actor", $"reader-{number % 7}" } },
        };
        try
        {
            using var response = await http.SendAsync(request, CancellationToken.None);
            var body = await response.Content.ReadAsStringAsync(CancellationToken.None);
            Judge(id, response.StatusCode, body, unwritable && Unwritable);
            return response.StatusCode is HttpStatusCode.OK;
        }
        catch (Exception error) when (error is HttpRequestException or IOException or TaskCanceledException)
        {
            InDoubt[id] = true;
            return false;
        }
    }

    void Judge(string id, HttpStatusCode status, string body, bool unwritable)
    {
        if (unwritable)
            Interlocked.Increment(ref AskedWhileUnwritable);
        if (status is HttpStatusCode.OK)
            Delivered[id] = true;
        else if (status is HttpStatusCode.ServiceUnavailable)
            InDoubt[id] = true;
        else
            Surprises.Add($"{id}: {status}: {body}");
        if (unwritable && status is not HttpStatusCode.ServiceUnavailable)
            Surprises.Add($"{id}: {status} while accesses could not be recorded");
        var shows = patients.Append(canary).Any(each => body.Contains(each, StringComparison.Ordinal));
        if (status is not HttpStatusCode.OK && shows)
            Surprises.Add($"{id}: {status} shows something of a patient: {body}");
    }
}

/// <summary>Compares what was delivered with what was recorded.</summary>
static class AccessOracle
{
    /// <summary>Every answer that came is recorded once, and nothing else but what nobody knows of.</summary>
    public static IReadOnlyList<string> Faults(
        IEnumerable<string> delivered, IEnumerable<string> inDoubt, IReadOnlyList<string> recorded)
    {
        var (known, records) = (delivered.ToHashSet(), recorded.ToHashSet());
        return
        [
            .. known.Except(records).Select(id => $"{id} was delivered and is not recorded."),
            .. records.Except(known).Except(inDoubt).Select(id => $"{id} is recorded and nobody asked for it."),
            .. recorded.GroupBy(id => id).Where(each => each.Count() > 1)
                .Select(each => $"{each.Key} is recorded {each.Count()} times."),
        ];
    }
}
