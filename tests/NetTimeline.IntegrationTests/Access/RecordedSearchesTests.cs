using System.Net;
using NetTimeline.EventStore;
using NetTimeline.IntegrationTests.Http;
using Xunit;

namespace NetTimeline.IntegrationTests.Access;

/// <summary>What is shown of many patients: a record of each who is named, and one of what is said of all.</summary>
public sealed class RecordedSearchesTests(RunningServer server) : AccessSpec(server)
{
    [Fact]
    public async Task Each_patient_of_a_page_is_a_record_and_so_is_that_nobody_was_found()
    {
        string[] patients = [await PatientAsync(), await PatientAsync()];
        var ids = new List<Guid?> { await IdAsync(patients[0]), await IdAsync(patients[1]) };
        var position = await PositionAsync(patients[1]);

        var found = await RecordedAsync(() => OkAsync($"/api/patients?q=test&minPosition={position}"));
        var again = await RecordedAsync(() => OkAsync($"/api/patients?minPosition={position}&q=test"));
        var one = Assert.Single(await RecordedAsync(() => OkAsync(
            $"/api/patients?q={patients[0]}&limit=1&minPosition={position}")));
        var none = Assert.Single(await RecordedAsync(() => OkAsync("/api/patients?q=canary4711")));

        Assert.All(ids, id => Assert.Contains(id, found.Select(record => record.Stream)));
        Assert.Equal(found.Count, found.Select(record => record.Stream).Distinct().Count());
        Assert.Single(found.Concat(again).Select(record => record.Query).Distinct());
        Assert.All(found, record => Assert.True(record.Position >= position));
        Assert.Equal((ids[0], 64), (one.Stream, one.Query?.Length));
        Assert.Equal((null, 0), (none.Stream, none.Count));
        Assert.DoesNotContain("canary4711", none.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_count_is_one_record_of_the_question()
    {
        var position = await PositionAsync(await PatientAsync());

        var one = Assert.Single(await RecordedAsync(() => OkAsync($"/api/cohorts/count?minPosition={position}")));
        var other = Assert.Single(
            await RecordedAsync(() => OkAsync($"/api/cohorts/count?sex=male&minPosition={position}")));

        Assert.Equal(("countCohort", "cohort", null), (one.Operation, one.Category, one.Stream));
        Assert.True(one is { Count: > 0, Query.Length: 64 });
        Assert.NotEqual(one.Query, other.Query);
    }

    [Fact]
    public async Task Of_a_measure_the_sums_are_a_record_and_each_patient_whose_value_is_shown()
    {
        var position = await PositionAsync(await PatientAsync());
        var path = $"/api/cohorts/measures/minimum-data-set.missing?minPosition={position}";

        var records = await RecordedAsync(() => OkAsync(path));

        Assert.Null(records[0].Stream);
        Assert.True(records.Count > 1);
        Assert.All(records.Skip(1), record => Assert.NotNull(record.Stream));
    }

    [Theory]
    [InlineData("application/x-ndjson", 0)]
    [InlineData("text/csv", 1)]
    public async Task Rows_are_recorded_before_the_first_and_after_the_last_and_for_each_patient(string form, int heads)
    {
        string[] patients = [await PatientAsync(), await PatientAsync()];
        var ids = new List<Guid?> { await IdAsync(patients[0]), await IdAsync(patients[1]) };
        var position = await PositionAsync(patients[1]);
        var path = $"/api/cohorts/measures/minimum-data-set.missing?minPosition={position}";
        Reply? rows = null;

        var records = await RecordedAsync(async () => rows = await GetAsync(path, "Accept", form), 4);

        Assert.Equal(HttpStatusCode.OK, rows!.Status);
        Assert.Equal((AccessPhase.Begun, AccessPhase.Ended), (records[0].Phase, records[^1].Phase));
        Assert.Equal(rows.Text.Count(letter => letter == '\n') - heads, records[^1].Count);
        var each = records.Skip(1).SkipLast(1).ToList();
        Assert.All(each, record => Assert.True(record.Phase is null && record.Position >= position));
        Assert.All(ids, id => Assert.Single(each, record => record.Stream == id));
        Assert.Equal(each.Count, each.Select(record => record.Stream).Distinct().Count());
        Assert.Single(records.Select(record => (record.Request, record.Query)).Distinct());
    }

    [Fact]
    public async Task A_patients_own_list_has_the_rows_that_were_his()
    {
        var patient = await PatientAsync();
        var position = await PositionAsync(patient);
        await RecordedAsync(
            () => GetAsync(
                $"/api/cohorts/measures/minimum-data-set.missing?minPosition={position}", "Accept", "text/csv",
                "X-NetTimeline-Actor", "dr.tanaka"), 3);

        var looked = await GetAsync($"/api/patients/{patient}/access?actor=dr.tanaka");

        var record = Assert.Single(looked.Json.GetProperty("records").EnumerateArray());
        Assert.Equal("getCohortMeasure", record.GetProperty("operation").GetString());
    }

    [Fact]
    public async Task Following_the_changes_is_recorded_from_where_to_how_many()
    {
        var patient = await PatientAsync();
        var id = await IdAsync(patient);

        var records = await RecordedAsync(async () =>
        {
            using var response = await Server.Client.GetAsync(
                $"/api/patients/changes?since=0&patient={patient}", HttpCompletionOption.ResponseHeadersRead,
                Cancellation);
            using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(Cancellation));
            string? line;
            do
            {
                line = await lines.ReadLineAsync(Cancellation);
            }
            while (line?.StartsWith("data:", StringComparison.Ordinal) is false);
        }, atLeast: 2);

        Assert.Equal(
            [(AccessPhase.Begun, id, null), (AccessPhase.Ended, (Guid?)id, (long?)1)],
            records.Select(record => (record.Phase!.Value, record.Stream, record.Count)));
    }

    [Fact]
    public async Task An_import_is_recorded_since_its_refusals_quote_what_is_there()
    {
        using var lines = new StringContent("{\"patient\":\"p-1\"}\n");
        lines.Headers.ContentType = new("application/x-ndjson");

        var records = await RecordedAsync(() => SendAsync(HttpMethod.Post, "/api/import", lines), 2);

        Assert.Equal(
            [(AccessPhase.Begun, null), (AccessPhase.Ended, (long?)1)],
            records.Select(record => (record.Phase!.Value, record.Count)));
    }

    async Task OkAsync(string path)
    {
        var reply = await GetAsync(path);
        Assert.True(reply.Status == HttpStatusCode.OK, reply.Text);
    }

    async Task<long> PositionAsync(string patient) => Created(await PostEntriesAsync(
        patient, """{"key":"last","kind":"note","text":"x"}""")).Json.GetProperty("lastPosition").GetInt64();
}
