using Xunit;
using static System.Net.HttpStatusCode;

namespace NetTimeline.IntegrationTests.Http;

/// <summary>What is recorded stays; what it says from now on can change, with a reason.</summary>
public sealed class CorrectionTests(RunningServer server) : HttpSpec(server)
{
    const string Reading = """
        {"key":"reading","kind":"imaging-reading","occurred":"2019-05-01","known":"2019-05-02","study":"ct",
         "impression":"IMPRESSION"}
        """;

    const string Study = """{"key":"ct","kind":"imaging-study","occurred":"2019-05-01","modality":"ct"}""";

    static readonly string FirstReading = Reading.Replace("IMPRESSION", "benign", StringComparison.Ordinal);
    static readonly string SecondReading = Reading.Replace("IMPRESSION", "metastasis", StringComparison.Ordinal);

    [Fact]
    public async Task An_amendment_says_why()
    {
        var patient = await PatientAsync(Study, FirstReading);

        var reply = await CorrectAsync(
            patient, $$"""{"correction":"amend","key":"c","nature":"transcription","replacement":{{SecondReading}}}""");

        await RefusedAsync(patient, 3, reply, UnprocessableEntity, "refused", ("/reason", "reason-missing"));
    }

    [Fact]
    public async Task A_slip_put_right_shows_in_the_past_too()
    {
        var patient = await PatientAsync(Study, FirstReading);

        Created(await CorrectAsync(
            patient,
            $$"""
            {"correction":"amend","key":"c","nature":"transcription","reason":"typed wrongly",
             "replacement":{{SecondReading}}}
            """));

        Assert.Equal("metastasis", await ImpressionAsync(patient, "?known=2019-06-01"));
        Assert.Equal("metastasis", await ImpressionAsync(patient, ""));
    }

    [Fact]
    public async Task A_new_understanding_leaves_the_past_as_it_was_known()
    {
        var patient = await PatientAsync(Study, FirstReading);

        Created(await CorrectAsync(
            patient,
            $$"""
            {"correction":"amend","key":"c","nature":"reinterpretation","known":"2021-03-01","reason":"read again",
             "replacement":{{SecondReading}}}
            """));

        Assert.Equal("benign", await ImpressionAsync(patient, "?known=2021-02-28"));
        Assert.Equal("metastasis", await ImpressionAsync(patient, "?known=2021-03-01"));
        var past = await GetAsync($"/api/patients/{patient}/timeline?known=2021-02-28");
        Assert.DoesNotContain("metastasis", past.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_understanding_says_when_it_was_reached()
    {
        var patient = await PatientAsync(Study, FirstReading);

        var reply = await CorrectAsync(
            patient,
            $$"""
            {"correction":"amend","key":"c","nature":"reinterpretation","reason":"read again",
             "replacement":{{SecondReading}}}
            """);

        await RefusedAsync(patient, 3, reply, UnprocessableEntity, "refused", ("/known", "known-missing"));
    }

    [Fact]
    public async Task A_retracted_entry_is_not_amended_and_is_shown_only_when_asked_for()
    {
        var patient = await PatientAsync(Study, FirstReading);
        Created(await CorrectAsync(
            patient, """{"correction":"retract","key":"gone","entry":"reading","reason":"another patient's"}"""));

        var reply = await CorrectAsync(
            patient,
            $$"""
            {"correction":"amend","key":"c","nature":"transcription","reason":"typed wrongly",
             "replacement":{{SecondReading}}}
            """);

        Assert.Equal(["ct"], await KeysAsync(patient));
        Assert.Equal(["ct", "reading"], await KeysAsync(patient, "?retracted=true"));
        await RefusedAsync(
            patient, 4, reply, Conflict, "conflict", ("/replacement/key", "already-retracted"));
    }

    [Fact]
    public async Task A_group_is_not_split_into_more_than_it_counts()
    {
        var patient = await PatientAsync(
            """{"key":"g","kind":"lesion-group","occurred":"2019","count":2,"sites":[{"organ":"liver"}]}""",
            Lesion("l1"), Lesion("l2"), Lesion("l3"));

        var reply = await CorrectAsync(
            patient, """{"correction":"split","key":"s","group":"g","into":["l1","l2","l3"],"reason":"MRI"}""");

        await RefusedAsync(patient, 5, reply, Conflict, "conflict", ("/into", "group-overfull"));
        Created(await CorrectAsync(
            patient, """{"correction":"split","key":"s","group":"g","into":["l1","l2"],"reason":"MRI"}"""));
    }

    [Fact]
    public async Task A_list_of_corrections_names_its_faults_by_their_places()
    {
        var patient = await PatientAsync(Study, FirstReading);

        var reply = await CorrectAsync(
            patient,
            """
            [{"correction":"retract","key":"r1","entry":"nobody","reason":"x"},
             {"correction":"retract","key":"r2","entry":"ct"}]
            """);

        await RefusedAsync(
            patient, 3, reply, UnprocessableEntity, "refused",
            ("/0/entry", "unknown-reference"), ("/1/reason", "reason-missing"), ("/1/entry", "still-referred-to"));
    }

    [Fact]
    public async Task Two_dates_are_said_of_one_entry_and_one_is_disputed()
    {
        var patient = await PatientAsync();

        Created(await PostEntriesAsync(
            patient,
            """
            {"key":"op","kind":"procedure","occurred":"2019-05-01","alsoStated":[{"date":"2019-05-03","disputed":true}],
             "name":"resection","standing":"performed"}
            """));

        var entry = (await GetAsync($"/api/patients/{patient}/entries/op")).Json.GetProperty("entry");
        Assert.Equal("2019-05-01", entry.GetProperty("occurred").GetString());
        Assert.True(entry.GetProperty("alsoStated")[0].GetProperty("disputed").GetBoolean());
        Assert.Equal("2019-05-03", entry.GetProperty("alsoStated")[0].GetProperty("date").GetString());
    }

    async Task<string?> ImpressionAsync(string patient, string query) =>
        (await GetAsync($"/api/patients/{patient}/timeline{query}")).Json.GetProperty("entries").EnumerateArray()
            .Select(each => each.GetProperty("entry"))
            .Single(entry => entry.GetProperty("key").GetString() == "reading")
            .GetProperty("impression").GetString();

    static string Lesion(string key) =>
        $$$"""{"key":"{{{key}}}","kind":"lesion","occurred":"2019","site":{"organ":"liver"}}""";
}
