using System.Net;
using System.Net.Http.Headers;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace NetTimeline.Cli;

/// <summary>One thing that a server found wrong.</summary>
/// <param name="Pointer">JSON Pointer into the body that was sent; null where it is about no place in it.</param>
/// <param name="Sentence">For a person.</param>
sealed record ServerFault(string? Pointer, string Sentence)
{
    /// <summary>The faults in a problem of RFC 9457; null where the body is none.</summary>
    public static IReadOnlyList<ServerFault>? In(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.TryGetProperty("errors", out var errors)
                ? [.. errors.EnumerateArray().Select(Of)]
                : [new ServerFault(null, json.RootElement.GetProperty("detail").GetString()!)];
        }
        catch (Exception unusual) when (unusual is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    public static ServerFault Of(JsonElement error)
    {
        var sentence = error.GetProperty("detail").GetString()!;
        var place = Text("parameter") is { } parameter ? $"--{OptionOf(parameter)}: "
            : Text("header") is { } header ? $"{header}: "
            : "";
        return new ServerFault(Text("pointer"), place + sentence);

        string? Text(string name) => error.TryGetProperty(name, out var value) ? value.GetString() : null;
    }

    /// <summary>Options are written apart: ageAtDiagnosis is --age-at-diagnosis.</summary>
    static string OptionOf(string parameter) =>
        parameter == "q" ? "key" : JsonNamingPolicy.KebabCaseLower.ConvertName(parameter);
}

/// <summary>What a server answered.</summary>
abstract record ServerAnswer
{
    ServerAnswer() { }

    /// <param name="Body">As it came.</param>
    public sealed record Good(string Body) : ServerAnswer;

    /// <summary>No, with every reason.</summary>
    public sealed record Refused(HttpStatusCode Status, IReadOnlyList<ServerFault> Faults) : ServerAnswer;

    /// <summary>A good answer whose body is still to come; whoever has it disposes it.</summary>
    public sealed record Open(HttpResponseMessage Response) : ServerAnswer;

    /// <summary>There is no answer to work with, now.</summary>
    public sealed record Unreachable(string Sentence) : ServerAnswer;
}

/// <summary>Talks to a server over HTTP.</summary>
sealed class TimelineClient : IDisposable
{
    const int AttemptsMax = 5;
    const string Program = "nettimeline";
    const string ActorHeader = "X-NetTimeline-Actor";

    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    readonly HttpClient http;
    readonly Uri server;
    readonly string actor;

    /// <param name="server">Where it is.</param>
    /// <param name="actor">Who asks; the log names them.</param>
    public TimelineClient(Uri server, string actor)
    {
        (this.server, this.actor) = (server, actor);
        var handler = new SocketsHttpHandler
        {
            // What is on this machine does not leave it.
            UseProxy = !server.IsLoopback,
            AllowAutoRedirect = false,
            RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
        };
        http = new HttpClient(handler) { BaseAddress = server, Timeout = TimeSpan.FromMinutes(2) };
        http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue(Program, ProgramVersion));
        http.DefaultRequestHeaders.TryAddWithoutValidation(ActorHeader, actor);
    }

    static string ProgramVersion =>
        Assembly.GetExecutingAssembly().GetName().Version?.ToString(fieldCount: 3) ?? "0";

    public Uri Server => server;

    public void Dispose() => http.Dispose();

    public Task<ServerAnswer> GetAsync(string path, string mediaType, CancellationToken cancellation) => SendAsync(
        () => new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Accept = { new(mediaType) } } }, cancellation);

    /// <summary>Asks for something that may be asked for again; there is nothing to say beside the path.</summary>
    public Task<ServerAnswer> PostAsync(string path, CancellationToken cancellation) => SendAsync(
        () => new HttpRequestMessage(HttpMethod.Post, path), cancellation);

    /// <summary>As above, of something that is said in JSON.</summary>
    public Task<ServerAnswer> PostAsync(string path, string json, CancellationToken cancellation) => SendAsync(
        () => new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
        },
        cancellation);

    /// <summary>A post of lines whose answer is read while they are sent.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">Nothing listens there, or it cannot be reached.</exception>
    public Task<StreamingPost> OpenPostAsync(string path, string mediaType, CancellationToken cancellation)
    {
        (string, string)[] headers =
        [
            ("Content-Type", mediaType), ("Accept", mediaType), ("User-Agent", $"{Program}/{ProgramVersion}"),
        ];
        return StreamingPost.OpenAsync(
            server, path, actor.Any(char.IsControl) ? headers : [.. headers, (ActorHeader, actor)], cancellation);
    }

    /// <summary>What an answer without success says.</summary>
    public ServerAnswer Problem(HttpStatusCode status, ReadOnlyMemory<byte> body)
    {
        var faults = ServerFault.In(body) ?? [new ServerFault(null, $"The answer was {(int)status}.")];
        return (int)status >= 500
            ? new ServerAnswer.Unreachable(CannotDoIt(string.Join(' ', faults.Select(fault => fault.Sentence))))
            : new ServerAnswer.Refused(status, faults);
    }

    /// <summary>Nothing listens where the server should be.</summary>
    public ServerAnswer.Unreachable Nobody => NoAnswer("nothing listens there, or it cannot be reached.");

    public string CannotDoIt(string why) => $"The server at {server} cannot do it now: {why}";

    /// <summary>Asks for events that come one by one.</summary>
    /// <param name="path">Of the feed.</param>
    /// <param name="mediaType">Of the events.</param>
    /// <param name="lastEventId">The id of the last one seen; null where none was.</param>
    /// <param name="cancellation">Gives up opening.</param>
    public async Task<ServerAnswer> OpenAsync(
        string path, string mediaType, string? lastEventId, CancellationToken cancellation)
    {
        using var asked = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Accept = { new(mediaType) } } };
        if (lastEventId is not null)
        {
            asked.Headers.Add("Last-Event-ID", lastEventId);
        }

        return await AnsweredAsync(async () =>
        {
            var response = await http.SendAsync(asked, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (response.IsSuccessStatusCode)
            {
                return new ServerAnswer.Open(response);
            }

            using (response)
            {
                return await AnswerAsync(response, cancellation);
            }
        }, cancellation);
    }

    /// <summary>A server that is busy or without its database for a moment is asked again.</summary>
    Task<ServerAnswer> SendAsync(Func<HttpRequestMessage> request, CancellationToken cancellation) => AnsweredAsync(
        async () =>
        {
            for (var attempt = 1; ; attempt++)
            {
                using var asked = request();
                using var response = await http.SendAsync(asked, cancellation);
                if (response.StatusCode is not HttpStatusCode.ServiceUnavailable || attempt == AttemptsMax)
                {
                    return await AnswerAsync(response, cancellation);
                }

                await Task.Delay(Pause(response), cancellation);
            }
        },
        cancellation);

    async Task<ServerAnswer> AnsweredAsync(Func<Task<ServerAnswer>> ask, CancellationToken cancellation)
    {
        try
        {
            return await ask();
        }
        catch (HttpRequestException failed)
        {
            return failed.HttpRequestError switch
            {
                HttpRequestError.ConnectionError => Nobody,
                HttpRequestError.NameResolutionError => NoAnswer("there is no machine of that name."),
                var kind => NoAnswer($"the connection failed ({kind})."),
            };
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new ServerAnswer.Unreachable($"The server at {server} did not answer in time.");
        }
    }

    ServerAnswer.Unreachable NoAnswer(string why) => new($"No server answers at {server}: {why}");

    static TimeSpan Pause(HttpResponseMessage response)
    {
        var asked = response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1);
        return asked < LongestPause ? asked : LongestPause;
    }

    async Task<ServerAnswer> AnswerAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var body = await response.Content.ReadAsStringAsync(cancellation);
        return response.IsSuccessStatusCode
            ? new ServerAnswer.Good(body)
            : Problem(response.StatusCode, Encoding.UTF8.GetBytes(body));
    }
}
