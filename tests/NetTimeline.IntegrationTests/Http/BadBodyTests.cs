using System.Net.Http.Headers;
using System.Text;
using Xunit;
using static System.Net.HttpStatusCode;

namespace NetTimeline.IntegrationTests.Http;

/// <summary>Bodies that cannot be read, or could not be kept as they were sent.</summary>
public sealed class BadBodyTests(RunningServer server) : HttpSpec(server)
{
    const string Note = """{"key":"n","kind":"note","occurred":"2019-04-01","text":"Ruhig."}""";

    [Theory]
    [InlineData("""{"key":"n","kind":"note",}""", "line 1, byte 26")]
    [InlineData("{\n  \"key\": \"n\" \"kind\"}", "line 2, byte 14")]
    [InlineData("", "empty")]
    [InlineData("{} {}", "line 1, byte 4")]
    [InlineData("\uFEFF{}", "byte order mark")]
    public async Task Malformed_json_is_refused_with_its_place_and_without_its_text(string body, string place)
    {
        var patient = await PatientAsync();

        var reply = await PostEntriesAsync(patient, body);

        await RefusedAsync(patient, 1, reply, BadRequest, "not-json");
        Assert.Contains(place, reply.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_that_is_not_utf_8_is_refused()
    {
        var patient = await PatientAsync();

        var latin = Encoding.Latin1.GetBytes(Note.Replace("Ruhig", "Mäßig", StringComparison.Ordinal));

        var reply = await SendAsync(HttpMethod.Post, $"/api/patients/{patient}/entries", Json(latin));

        await RefusedAsync(patient, 1, reply, BadRequest, "not-json");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/fhir+json")]
    [InlineData("application/json; charset=iso-8859-1")]
    [InlineData("application/json; profile=x")]
    [InlineData(null)]
    public async Task Another_media_type_is_refused(string? mediaType)
    {
        var patient = await PatientAsync();
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Note));
        content.Headers.ContentType = mediaType is null ? null : MediaTypeHeaderValue.Parse(mediaType);

        var reply = await SendAsync(HttpMethod.Post, $"/api/patients/{patient}/entries", content);

        await RefusedAsync(patient, 1, reply, UnsupportedMediaType, "unsupported-media-type");
    }

    [Fact]
    public async Task An_encoded_body_is_refused()
    {
        var patient = await PatientAsync();
        var content = Json(Encoding.UTF8.GetBytes(Note));
        content.Headers.ContentEncoding.Add("gzip");

        var reply = await SendAsync(HttpMethod.Post, $"/api/patients/{patient}/entries", content);

        await RefusedAsync(patient, 1, reply, UnsupportedMediaType, "unsupported-media-type");
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("Application/JSON; Charset=\"UTF-8\"")]
    public async Task Json_in_utf_8_is_taken_however_it_is_declared(string mediaType)
    {
        var patient = await PatientAsync();
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Note));
        content.Headers.TryAddWithoutValidation("Content-Type", mediaType);

        Created(await SendAsync(HttpMethod.Post, $"/api/patients/{patient}/entries", content));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_of_more_than_one_mebibyte_is_refused_with_and_without_its_length(bool chunked)
    {
        var patient = await PatientAsync();
        var body = Encoding.UTF8.GetBytes(Note + new string(' ', (1024 * 1024) + 1 - Note.Length));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/patients/{patient}/entries")
        {
            Content = Json(body),
        };
        request.Headers.TransferEncodingChunked = chunked;
        request.Headers.ExpectContinue = true;

        using var response = await Server.Client.SendAsync(request, Cancellation);

        var reply = await Reply.OfAsync(response, Cancellation);
        await RefusedAsync(patient, 1, reply, RequestEntityTooLarge, "too-large");
    }

    [Fact]
    public async Task A_body_of_one_mebibyte_is_taken()
    {
        var patient = await PatientAsync();

        Created(await PostEntriesAsync(patient, Note + new string(' ', (1024 * 1024) - Note.Length)));
    }

    [Fact]
    public async Task The_501st_entry_is_one_too_many()
    {
        var patient = await PatientAsync();

        var reply = await PostEntriesAsync(patient, Notes(501));

        await RefusedAsync(patient, 1, reply, RequestEntityTooLarge, "too-large");
        Assert.Equal(502, Created(await PostEntriesAsync(patient, Notes(500))).Json.GetProperty("version").GetInt64());
    }

    [Fact]
    public async Task An_entry_of_more_than_256_kibibytes_is_refused_in_its_place()
    {
        var patient = await PatientAsync();
        var about = string.Join(',', Enumerable.Range(0, 20_000).Select(at => $"\"entry-{at:000000}\""));

        var reply = await PostEntriesAsync(
            patient, $$"""[{{Note}},{"key":"huge","kind":"note","occurred":"2019","about":[{{about}}]}]""");

        await RefusedAsync(patient, 1, reply, UnprocessableEntity, "refused", ("/1", "malformed"));
    }

    [Fact]
    public async Task An_empty_list_is_refused()
    {
        var patient = await PatientAsync();

        await RefusedAsync(
            patient, 1, await PostEntriesAsync(patient, "[]"), UnprocessableEntity, "refused", ("", "malformed"));
    }

    [Theory]
    [InlineData("""{"value":1e3,"unit":"pg/mL"}""", "/value/value")]
    [InlineData("""{"value":-0.0,"unit":"pg/mL"}""", "/value/value")]
    [InlineData("""{"value":12345678901234567890123456789,"unit":"pg/mL"}""", "/value/value")]
    [InlineData("""{"value":1,"unit":"a\u0000b"}""", "/value/unit")]
    [InlineData("""{"value":1,"unit":"\ud800"}""", "/value/unit")]
    [InlineData("""{"value":1,"unit":"mL","unit":"L"}""", "/value/unit")]
    public async Task What_could_not_be_kept_as_it_was_sent_is_refused(string value, string pointer)
    {
        var patient = await PatientAsync();
        var entry = $$"""{"key":"lab","kind":"laboratory-value","occurred":"2019","test":"calcitonin","value":{{value}}}""";

        await RefusedAsync(
            patient, 1, await PostEntriesAsync(patient, entry), UnprocessableEntity, "refused", (pointer, "malformed"));
    }

    [Fact]
    public async Task More_than_32_levels_are_refused_where_they_begin()
    {
        var patient = await PatientAsync();

        var reply = await PostEntriesAsync(patient, new string('[', 33) + new string(']', 33));

        await RefusedAsync(
            patient, 1, reply, UnprocessableEntity, "refused",
            (string.Concat(Enumerable.Repeat("/0", 32)), "malformed"));
    }

    static string Notes(int count) => "[" + string.Join(',', Enumerable.Range(0, count).Select(at =>
        $$"""{"key":"n-{{at}}","kind":"note","occurred":"2019","text":"Ruhig."}""")) + "]";
}
