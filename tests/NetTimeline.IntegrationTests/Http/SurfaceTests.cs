using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;
using static System.Net.HttpStatusCode;

namespace NetTimeline.IntegrationTests.Http;

/// <summary>What holds for every request, whatever it is about.</summary>
public sealed class SurfaceTests(RunningServer server) : HttpSpec(server)
{
    [Theory]
    [InlineData("/api")]
    [InlineData("/api/patients/x/lesions")]
    [InlineData("/api/patients/a/b/c/d")]
    [InlineData("/openapi/v2.json")]
    public async Task A_path_that_leads_nowhere_is_a_problem(string path) =>
        IsProblem(await GetAsync(path), NotFound, "unknown-route");

    [Theory]
    [InlineData("/api/patients/nobody")]
    [InlineData("/api/patients/nobody/timeline")]
    [InlineData("/api/patients/nobody/log")]
    [InlineData("/api/patients/nobody/entries/n")]
    [InlineData("/api/patients/No%20Key")]
    [InlineData("/api/patients/0199a000-0000-7000-8000-000000000000")]
    public async Task A_patient_whom_nobody_enrolled_is_not_found(string path) =>
        IsProblem(await GetAsync(path), NotFound, "unknown-patient");

    [Theory]
    [InlineData("/api/projections/measure_values/resume")]
    [InlineData("/api/patients")]
    [InlineData("/api/import")]
    [InlineData("/api/measures")]
    public async Task A_page_of_another_site_changes_nothing(string path)
    {
        IsForeign(await SendAsync(HttpMethod.Post, path, null, "Sec-Fetch-Site", "cross-site"));
        IsForeign(await SendAsync(HttpMethod.Post, path, null, "Sec-Fetch-Site", "same-site"));
        IsForeign(await SendAsync(HttpMethod.Post, path, null, "Origin", "https://elsewhere.example"));
        IsForeign(await SendAsync(HttpMethod.Post, path, null, "Origin", "null"));
    }

    [Fact]
    public async Task A_page_of_the_server_itself_and_a_page_that_only_reads_are_answered()
    {
        const string resume = "/api/projections/measure_values/resume";
        var own = $"http://{Server.Client.BaseAddress!.Authority}";

        Assert.Equal(Accepted, (await SendAsync(HttpMethod.Post, resume, null)).Status);
        Assert.Equal(Accepted, (await SendAsync(HttpMethod.Post, resume, null, "Origin", own)).Status);
        Assert.Equal(
            Accepted, (await SendAsync(HttpMethod.Post, resume, null, "Sec-Fetch-Site", "same-origin")).Status);
        Assert.Equal(OK, (await GetAsync("/api/measures", "Sec-Fetch-Site", "cross-site")).Status);
    }

    static void IsForeign(Reply reply) => IsProblem(reply, Forbidden, "foreign-site");

    [Fact]
    public async Task An_entry_that_nobody_recorded_is_not_found()
    {
        var patient = await PatientAsync();

        IsProblem(await GetAsync($"/api/patients/{patient}/entries/n"), NotFound, "unknown-entry");
    }

    [Theory]
    [InlineData("DELETE", "/api/patients/x", "GET, HEAD")]
    [InlineData("PUT", "/api/patients", "GET, HEAD, POST")]
    [InlineData("GET", "/api/patients/x/entries", "POST")]
    [InlineData("POST", "/api/patients/x/timeline", "GET, HEAD")]
    public async Task Another_method_is_told_which_are_allowed(string method, string path, string allowed)
    {
        var reply = await SendAsync(new HttpMethod(method), path, null);

        IsProblem(reply, MethodNotAllowed, "method-not-allowed");
        Assert.Equal(allowed.Split(", "), reply.ContentHeaders.Allow.Order());
    }

    [Theory]
    [InlineData("GET", "/timeline", "application/pdf")]
    [InlineData("GET", "/timeline", "application/json;q=0, text/plain;q=0")]
    [InlineData("GET", "", "text/plain")]
    [InlineData("POST", "/entries", "text/html")]
    public async Task A_form_that_there_is_not_is_not_acceptable(string method, string view, string accept)
    {
        var patient = await PatientAsync();
        var body = method == "POST"
            ? Json(Encoding.UTF8.GetBytes("""{"key":"n","kind":"note","occurred":"2019","text":"x"}"""))
            : null;

        var reply = await SendAsync(new HttpMethod(method), $"/api/patients/{patient}{view}", body, "Accept", accept);

        await RefusedAsync(patient, 1, reply, NotAcceptable, "not-acceptable");
    }

    [Theory]
    [InlineData("*/*", "application/json")]
    [InlineData("text/*", "text/plain")]
    [InlineData("text/html, application/xhtml+xml, */*;q=0.8", "application/json")]
    [InlineData("application/json;q=0.5, text/plain", "text/plain")]
    [InlineData("text/plain;q=0.2, application/json", "application/json")]
    [InlineData("*/*, application/json;q=0", "text/plain")]
    public async Task The_form_liked_best_is_sent(string accept, string mediaType)
    {
        var patient = await PatientAsync();

        Assert.Equal(
            mediaType, (await GetAsync($"/api/patients/{patient}/timeline", "Accept", accept)).MediaType);
    }

    [Theory]
    [InlineData("/api/patients")]
    [InlineData("/api/patients/PATIENT")]
    [InlineData("/api/patients/PATIENT/timeline")]
    [InlineData("/api/patients/PATIENT/log")]
    [InlineData("/api/patients/nobody")]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/problems")]
    public async Task Head_answers_as_get_does_without_the_body(string path)
    {
        var patient = await PatientAsync();
        path = path.Replace("PATIENT", patient, StringComparison.Ordinal);
        await FoundAsync(patient);

        var get = await GetAsync(path, "X-Request-Id", "same");
        var head = await SendAsync(HttpMethod.Head, path, null, "X-Request-Id", "same");

        Assert.Equal((get.Status, get.Tag, get.MediaType), (head.Status, head.Tag, head.MediaType));
        Assert.Equal(get.ContentHeaders.ContentLength, head.ContentHeaders.ContentLength);
        Assert.Equal("", head.Text);
    }

    [Theory]
    [InlineData("localhost", 200)]
    [InlineData("127.0.0.1", 200)]
    [InlineData("[::1]", 200)]
    [InlineData("rebound.example", 400)]
    [InlineData("localhost.rebound.example", 400)]
    public async Task Only_its_own_names_are_answered_to(string host, int status)
    {
        var reply = await GetAsync("/api/patients", "Host", host);

        Assert.Equal(status, (int)reply.Status);
        if (status == 400)
        {
            IsProblem(reply, BadRequest, "unknown-host");
        }
    }

    [Fact]
    public async Task A_request_without_a_host_is_refused()
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, Server.Client.BaseAddress!.Port, Cancellation);
        await socket.GetStream().WriteAsync("GET /api/patients HTTP/1.0\r\n\r\n"u8.ToArray(), Cancellation);
        using var reader = new StreamReader(socket.GetStream());

        Assert.Contains(" 400 ", await reader.ReadLineAsync(Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ward-7.2024_a", true)]
    [InlineData("has space", false)]
    [InlineData("<script>", false)]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123x", false)]
    public async Task A_sane_request_id_is_kept_and_another_replaced(string id, bool kept)
    {
        var reply = await GetAsync("/api/patients", "X-Request-Id", id);

        Assert.Equal(kept, reply.Header("X-Request-Id") == id);
        Assert.Matches("^[A-Za-z0-9._-]{1,64}$", reply.Header("X-Request-Id")!);
    }

    [Fact]
    public async Task Browsers_are_told_to_be_careful_and_nobody_which_server_it_is()
    {
        foreach (var reply in new[] { await GetAsync("/api/patients"), await GetAsync("/api/nothing") })
        {
            Assert.Equal("nosniff", reply.Header("X-Content-Type-Options"));
            Assert.Equal("no-referrer", reply.Header("Referrer-Policy"));
            Assert.Equal("default-src 'none'; frame-ancestors 'none'", reply.Header("Content-Security-Policy"));
            Assert.Null(reply.Header("Server"));
        }
    }

    [Theory]
    [InlineData("dr.tanaka")]
    [InlineData("Dr. Müller (小児科)")]
    public async Task The_actor_is_whoever_the_request_says(string actor)
    {
        var patient = await PatientAsync();

        Created(await PostEntriesAsync(
            patient, """{"key":"n","kind":"note","occurred":"2019","text":"x"}""",
            "X-NetTimeline-Actor", actor, "User-Agent", "ward-system/2.1 (linux)"));

        var line = (await GetAsync($"/api/patients/{patient}/log")).Json.GetProperty("events")[1];
        Assert.Equal(actor, line.GetProperty("actor").GetString());
        Assert.Equal("ward-system/2.1", line.GetProperty("client").GetString());
    }

    [Fact]
    public async Task An_actor_that_could_not_stand_in_a_log_is_refused()
    {
        var patient = await PatientAsync();
        var longest = new string('a', 128);

        foreach (var actor in new[] { longest + "a", "evil\u202Egnp", "tab\there" })
        {
            var reply = await PostEntriesAsync(
                patient, """{"key":"n","kind":"note","occurred":"2019","text":"x"}""", "X-NetTimeline-Actor", actor);
            IsProblem(reply, BadRequest, "bad-request");
            Assert.Equal([("X-NetTimeline-Actor", "malformed")], reply.Faults);
        }

        Created(await PostEntriesAsync(
            patient, """{"key":"n","kind":"note","occurred":"2019","text":"x"}""", "X-NetTimeline-Actor", longest));
    }

    [Fact]
    public async Task Unknown_parameters_are_named_on_every_route()
    {
        var patient = await PatientAsync();

        string[] paths = ["", $"/{patient}", $"/{patient}/timeline", $"/{patient}/log", $"/{patient}/entries/n"];
        foreach (var path in paths)
        {
            var reply = await GetAsync($"/api/patients{path}?foo=1&bar=2");
            IsProblem(reply, BadRequest, "bad-request");
            Assert.Equal([("bar", "malformed"), ("foo", "malformed")], reply.Faults);
        }

        var post = await PostEntriesAsync($"{patient}", "{}");
        IsProblem(post, UnprocessableEntity, "refused");
        IsProblem(await PostAsync($"/api/patients/{patient}/entries?dryRun=true", "{}"), BadRequest, "bad-request");
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("limit=1e2", "limit")]
    [InlineData("q=a%00b", "q")]
    public async Task A_page_has_bounds(string query, string parameter)
    {
        var reply = await GetAsync($"/api/patients?{query}");

        IsProblem(reply, BadRequest, "bad-request");
        Assert.Equal([(parameter, "malformed")], reply.Faults);
    }

    /// <summary>A list that is still about to change is not the same twice.</summary>
    async Task FoundAsync(string patient)
    {
        var log = (await GetAsync($"/api/patients/{patient}/log")).Json.GetProperty("events");
        await GetAsync($"/api/patients?minPosition={log[log.GetArrayLength() - 1].GetProperty("position").GetInt64()}");
    }
}
