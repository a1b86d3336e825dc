using System.Net;
using System.Text.Json;
using NetTimeline.IntegrationTests.Http;
using Xunit;
using Xunit.Sdk;

namespace NetTimeline.IntegrationTests.Audit;

/// <summary>Whoever has a bundle and the log's key needs nobody to tell him what was recorded.</summary>
public sealed class AuditBundleTests(RunningServer server) : HttpSpec(server)
{
    [Theory]
    [InlineData("omori-2020")]
    [InlineData("calcitonin-pannen")]
    public async Task A_bundle_has_each_event_of_a_case_once_and_proves_it(string name)
    {
        var patient = await CaseAsync(name);
        await PatientAsync();
        var key = await SignedOnce.SignAsync(Server.Database, Cancellation);

        var bundle = await BundleAsync(patient, "");

        bundle.Verify(key);
        var log = (await GetAsync($"/api/patients/{patient}/log")).Json.GetProperty("events").EnumerateArray()
            .Select(each => each.GetProperty("id").GetGuid()).ToList();
        Assert.Equal(log, bundle.Events.Select(
            each => BundleFile.EntryOf(each.GetProperty("entry").GetBytesFromBase64()).EventId));
        Assert.Equal(
            Enumerable.Range(1, log.Count), bundle.Events.Select(each => each.GetProperty("version").GetInt32()));
        Assert.Equal(patient, bundle.Manifest.GetProperty("patient").GetString());
        Assert.Equal("proofs", bundle.Manifest.GetProperty("scope").GetString());
    }

    [Fact]
    public async Task With_the_log_a_bundle_shows_that_no_event_is_missing()
    {
        var patient = await CaseAsync("omori-2020");
        await CaseAsync("calcitonin-pannen");
        await CaseAsync("calcitonin-pannen");
        var key = await SignedOnce.SignAsync(Server.Database, Cancellation);

        var bundle = await BundleAsync(patient, "?scope=log");

        bundle.Verify(key);
        Assert.True(bundle.Log().Count > 256, "One bundle of entries would not show how they hang together.");
        var tag = bundle.Tag();
        Assert.Equal(
            bundle.Events.Select(each => each.GetProperty("index").GetInt32()),
            bundle.Log().Index().Where(each => BundleFile.EntryOf(each.Item).StreamTag == tag)
                .Select(each => each.Index));
    }

    [Fact]
    public async Task What_was_changed_in_a_bundle_shows()
    {
        var patient = await PatientAsync("""{"key":"n","kind":"note","text":"seen"}""");
        var older = await SignedOnce.SignAsync(Server.Database, Cancellation);
        await PatientAsync();
        var key = await SignedOnce.SignAsync(Server.Database, Cancellation);
        var zip = await ZipAsync(patient, "");

        new BundleFile(zip).Verify(key);
        Assert.ThrowsAny<XunitException>(() => new BundleFile(zip).Verify(older));
        foreach (var (said, instead) in new[] { ("seen", "hear"), ("anonymous", "somebody"), ("n\":2", "n\":3") })
        {
            Assert.ThrowsAny<XunitException>(() => new BundleFile(zip, Tampered).Verify(key));

            string Tampered(string lines) => lines.Replace(said, instead, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Until_a_checkpoint_covers_the_newest_event_the_answer_is_that_it_is_not_signed_yet()
    {
        var patient = await PatientAsync();

        var before = await GetAsync($"/api/patients/{patient}/audit-bundle");
        await SignedOnce.SignAsync(Server.Database, Cancellation);
        var signed = await GetAsync($"/api/patients/{patient}/audit-bundle");
        Created(await PostEntriesAsync(patient, """{"key":"n","kind":"note","text":"seen"}"""));
        var after = await GetAsync($"/api/patients/{patient}/audit-bundle");

        Assert.Equal(
            [HttpStatusCode.Accepted, HttpStatusCode.OK, HttpStatusCode.Accepted],
            [before.Status, signed.Status, after.Status]);
        Assert.Equal("2", before.Header("Retry-After"));
    }

    [Fact]
    public async Task A_question_that_is_none_is_not_guessed_at()
    {
        var asked = $"/api/patients/{await PatientAsync()}/audit-bundle";

        IsProblem(await GetAsync("/api/patients/nobody/audit-bundle"), HttpStatusCode.NotFound, "unknown-patient");
        IsProblem(await GetAsync($"{asked}?scope=all"), HttpStatusCode.BadRequest, "bad-request");
        IsProblem(await GetAsync($"{asked}?epoch=7"), HttpStatusCode.BadRequest, "bad-request");
        IsProblem(await GetAsync(asked, "Accept", "text/csv"), HttpStatusCode.NotAcceptable, "not-acceptable");
    }

    async Task<string> CaseAsync(string name)
    {
        var patient = await PatientAsync();
        Created(await PostEntriesAsync(patient, ListOf(CaseReportOverHttp.Entries(name))));
        Created(await CorrectAsync(patient, ListOf(CaseReportOverHttp.Corrections(name))));
        return patient;
    }

    async Task<BundleFile> BundleAsync(string patient, string query) => new(await ZipAsync(patient, query));

    async Task<byte[]> ZipAsync(string patient, string query)
    {
        using var response = await Server.Client.GetAsync(
            $"/api/patients/{patient}/audit-bundle{query}", Cancellation);
        Assert.Equal("application/zip", response.Content.Headers.ContentType?.MediaType);
        return await response.Content.ReadAsByteArrayAsync(Cancellation);
    }

    static string ListOf(IEnumerable<JsonElement> items) =>
        $"[{string.Join(',', items.Select(item => item.GetRawText()))}]";
}
