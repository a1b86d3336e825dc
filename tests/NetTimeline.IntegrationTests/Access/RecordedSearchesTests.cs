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
        var none = Assert.Single(await RecordedAsync(() => OkAsync("/api/patients?q=canary4711")));

        Assert.All(ids, id => Assert.Contains(id, found.Select(record => record.Stream)));
        Assert.Equal(found.Count, found.Select(record => record.Stream).Distinct().Count());
        Assert.Single(found.Concat(again).Select(record => record.Query).Distinct());
        Assert.All(found, record => Assert.True(record.Position >= position));
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

    [Fact]
    public async Task Rows_are_recorded_before_the_first_and_after_the_last()
    {
        var position = await PositionAsync(await PatientAsync());
        var path = $"/api/cohorts/measures/age-at-diagnosis?minPosition={position}";
        Reply? rows = null;

        var records = await RecordedAsync(async () => rows = await GetAsync(path, "Accept", "application/x-ndjson"), 2);

        Assert.Equal(HttpStatusCode.OK, rows!.Status);
        Assert.Equal([AccessPhase.Begun, AccessPhase.Ended], records.Select(record => record.Phase));
        Assert.Equal(rows.Text.Count(letter => letter == '\n'), records[1].Count);
        Assert.Single(records.Select(record => record.Request).Distinct());
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
