using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Xunit;

namespace NetTimeline.IntegrationTests.Http;

/// <summary>What every test over HTTP says in a line: who posts what, and what is answered.</summary>
public abstract class HttpSpec(RunningServer server) : IClassFixture<RunningServer>
{
    static int patients;

    protected RunningServer Server { get; } = server;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Headers as name, value, name, value.</summary>
    protected async Task<Reply> SendAsync(
        HttpMethod method, string path, HttpContent? content, params IReadOnlyList<string> headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        for (var at = 0; at < headers.Count; at += 2)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(headers[at], headers[at + 1]));
        }

        using var response = await Server.Client.SendAsync(request, Cancellation);
        if (response.StatusCode is HttpStatusCode.InternalServerError)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(Server.Log.Text);
        }

        return await Reply.OfAsync(response, Cancellation);
    }

    protected Task<Reply> GetAsync(string path, params IReadOnlyList<string> headers) =>
        SendAsync(HttpMethod.Get, path, null, headers);

    protected Task<Reply> PostAsync(string path, string json, params IReadOnlyList<string> headers) =>
        SendAsync(HttpMethod.Post, path, JsonOf(json), headers);

    internal static HttpContent JsonOf(string json) => Json(Encoding.UTF8.GetBytes(json));

    protected static HttpContent Json(byte[] utf8)
    {
        var content = new ByteArrayContent(utf8);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    protected Task<Reply> PostEntriesAsync(string patient, string json, params IReadOnlyList<string> headers) =>
        PostAsync($"/api/patients/{patient}/entries", json, headers);

    protected Task<Reply> CorrectAsync(string patient, string json, params IReadOnlyList<string> headers) =>
        PostAsync($"/api/patients/{patient}/corrections", json, headers);

    /// <summary>A patient of the test's own, at version 1, with these entries after it.</summary>
    protected async Task<string> PatientAsync(params IReadOnlyList<string> entries)
    {
        var key = $"test-{Interlocked.Increment(ref patients)}";
        Created(await PostAsync("/api/patients", $$"""{"registryKey":"{{key}}","sex":"male","statedAge":66}"""));
        if (entries.Count > 0)
        {
            Created(await PostEntriesAsync(key, $"[{string.Join(',', entries)}]"));
        }

        return key;
    }

    protected async Task<long> VersionAsync(string patient) =>
        (await GetAsync($"/api/patients/{patient}")).Json.GetProperty("version").GetInt64();

    /// <summary>
    /// A problem of this kind that names these faults and no other; nothing is stored, and the next good post is.
    /// </summary>
    protected async Task RefusedAsync(
        string patient, long version, Reply reply, HttpStatusCode status, string problem,
        params IReadOnlyList<(string Place, string Code)> faults)
    {
        IsProblem(reply, status, problem);
        Assert.Equal(faults.Order(), faults.Count == 0 ? [] : reply.Faults);
        Assert.Equal(version, await VersionAsync(patient));
        Created(await PostEntriesAsync(
            patient, """{"key":"the-next-one","kind":"note","occurred":"2018-01-01","text":"all is well"}"""));
    }

    protected static void IsProblem(Reply reply, HttpStatusCode status, string problem)
    {
        Assert.True(status == reply.Status, $"{reply.Status}: {reply.Text}");
        Assert.Equal("application/problem+json", reply.MediaType);
        Assert.Equal(problem, reply.Problem);
        Assert.Equal((int)status, reply.Json.GetProperty("status").GetInt32());
        Assert.Equal(reply.Header("X-Request-Id"), reply.Json.GetProperty("request").GetString());
        Assert.DoesNotContain("   at ", reply.Text, StringComparison.Ordinal);
    }

    protected static Reply Created(Reply reply)
    {
        Assert.True(reply.Status == HttpStatusCode.Created, $"{reply.Status}: {reply.Text}");
        return reply;
    }

    /// <summary>The keys of the entries of a timeline, in its order.</summary>
    protected async Task<IReadOnlyList<string>> KeysAsync(string patient, string query = "")
    {
        var reply = await GetAsync($"/api/patients/{patient}/timeline{query}");
        Assert.True(reply.Status == HttpStatusCode.OK, reply.Text);
        return reply.Json.TryGetProperty("entries", out var entries)
            ? [.. entries.EnumerateArray().Select(each => each.GetProperty("entry").GetProperty("key").GetString()!)]
            : [];
    }
}
