using Xunit;
using static System.Net.HttpStatusCode;

namespace NetTimeline.IntegrationTests.Http;

/// <summary>Entries that can be read and not be recorded: every fault is named with its place.</summary>
public sealed class RefusedEntryTests(RunningServer server) : HttpSpec(server)
{
    const string Procedure =
        """{"key":"op","kind":"procedure","occurred":"2019-05-01","name":"resection","standing":"performed"}""";

    const string Death = """{"key":"death","kind":"death","occurred":"2020-05-01"}""";

    [Theory]
    [InlineData("""{"key":"n","kind":"palm-reading"}""", "/kind", "malformed")]
    [InlineData("""{"key":"n"}""", "/kind", "malformed")]
    [InlineData("""{"Key":"n","key":"n","kind":"note"}""", "/Key", "malformed")]
    [InlineData("""{"key":"n","kind":"note","colour":"red"}""", "/colour", "malformed")]
    [InlineData("""{"key":"n","kind":"note","recordedAt":"2019-05-20T12:00:00Z"}""", "/recordedAt", "malformed")]
    [InlineData("""{"key":"n","kind":"note","recorded":"2019-05-20T12:00:00Z"}""", "/recorded", "malformed")]
    [InlineData("""{"key":"n","kind":"note","occurred":"2023-02-30"}""", "/occurred", "malformed")]
    [InlineData("""{"key":"2019-05","kind":"note"}""", "/key", "malformed")]
    [InlineData("""{"key":"n","kind":"note","about":["nobody"]}""", "/about/0", "unknown-reference")]
    [InlineData("""{"key":"n","kind":"note","about":["n"]}""", "/about/0", "wrong-kind-of-reference")]
    [InlineData(
        """{"key":"n","kind":"note","occurred":"2019-05-02","known":"2019-05-01"}""", "/known", "dates-contradict")]
    [InlineData("5", "", "malformed")]
    public async Task A_fault_is_named_with_its_place(string entry, string pointer, string code)
    {
        var patient = await PatientAsync();

        var reply = await PostEntriesAsync(patient, entry);

        await RefusedAsync(patient, 1, reply, UnprocessableEntity, "refused", (pointer, code));
    }

    [Fact]
    public async Task Dates_that_contradict_recorded_ones_conflict_with_the_history_and_nothing_is_stored()
    {
        var patient = await PatientAsync();
        await PostEntriesAsync(patient, Procedure);

        var reply = await PostEntriesAsync(
            patient,
            """{"key":"ct","kind":"imaging-study","modality":"ct","occurred":{"offset":"P3D","before":"op"},"alsoStated":["2019-06"]}""");

        await RefusedAsync(patient, 2, reply, Conflict, "conflict", ("", "dates-contradict-record"));
        Assert.Contains(
            "These dates cannot all be true: ct is between 2019-06-01 and 2019-06-30; "
            + "op is 3 days after ct; op is on 2019-05-01.",
            reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_server_sets_when_it_was_recorded_and_says_so()
    {
        var patient = await PatientAsync();

        var reply = await PostEntriesAsync(patient, """{"key":"n","kind":"note","recordedAt":"2019-05-20T12:00:00Z"}""");

        Assert.Contains("set by the server", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_faults_are_all_named_at_once()
    {
        var patient = await PatientAsync();

        var reply = await PostEntriesAsync(
            patient,
            """
            [{"key":"a","kind":"palm-reading"},
             {"key":"b","kind":"note","occurred":"2023-02-30","colour":"red"},
             {"key":"UPPER","kind":"death","autopsy":"maybe"}]
            """);

        await RefusedAsync(
            patient, 1, reply, UnprocessableEntity, "refused",
            ("/0/kind", "malformed"), ("/1/occurred", "malformed"), ("/1/colour", "malformed"),
            ("/2/key", "malformed"), ("/2/autopsy", "malformed"));
    }

    [Fact]
    public async Task One_bad_entry_keeps_all_out()
    {
        var patient = await PatientAsync();

        var reply = await PostEntriesAsync(
            patient, $$"""[{{Procedure}},{"key":"n","kind":"note","about":["nobody","op","no-one"]}]""");

        await RefusedAsync(
            patient, 1, reply, UnprocessableEntity, "refused",
            ("/1/about/0", "unknown-reference"), ("/1/about/2", "unknown-reference"));
    }

    [Fact]
    public async Task An_attribution_names_a_tumour()
    {
        const string lesion = """{"key":"l","kind":"lesion","occurred":"2019","site":{"organ":"liver"}}""";
        var patient = await PatientAsync(lesion);

        var toNone = await PostEntriesAsync(
            patient, """{"key":"a","kind":"attribution","lesions":["l"],"basis":["imaging"]}""");
        var toALesion = await PostEntriesAsync(
            patient, """{"key":"a","kind":"attribution","lesions":["l"],"tumour":"l","basis":["imaging"]}""");

        IsProblem(toNone, UnprocessableEntity, "refused");
        Assert.Equal([("/tumour", "malformed")], toNone.Faults);
        await RefusedAsync(
            patient, 2, toALesion, UnprocessableEntity, "refused", ("/tumour", "wrong-kind-of-reference"));
    }

    [Fact]
    public async Task A_ki_67_of_130_percent_is_refused()
    {
        var patient = await PatientAsync(
            Procedure,
            """{"key":"l","kind":"lesion","occurred":"2019","site":{"organ":"liver"}}""",
            """{"key":"sp","kind":"specimen","occurred":"2019-05-01","takenIn":["op"],"description":"right lobe"}""");
        const string report = """
            {"key":"path","kind":"pathology-report","occurred":"2019-05-08","specimens":["sp"],
             "lesions":[{"lesion":"l","ki67":{"value":KI67,"unit":"%"}}]}
            """;

        var reply = await PostEntriesAsync(patient, report.Replace("KI67", "130", StringComparison.Ordinal));

        await RefusedAsync(
            patient, 4, reply, UnprocessableEntity, "refused", ("/lesions/0/ki67", "malformed"));
        Created(await PostEntriesAsync(patient, report.Replace("KI67", "1.30", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task After_death_nothing_is_operated_on_but_results_and_the_autopsy_come()
    {
        var patient = await PatientAsync(Death);

        var reply = await PostEntriesAsync(
            patient, Procedure.Replace("2019-05-01", "2020-05-02", StringComparison.Ordinal));

        await RefusedAsync(patient, 2, reply, Conflict, "conflict", ("/occurred", "after-death"));
        Created(await PostEntriesAsync(
            patient,
            """
            [{"key":"late","kind":"laboratory-value","occurred":"2020-04-30","known":"2020-05-04","test":"calcitonin",
              "value":{"value":12,"unit":"pg/mL"}},
             {"key":"autopsy","kind":"note","occurred":"2020-05-03","text":"The autopsy was done."},
             {"key":"perhaps-before","kind":"procedure","occurred":"2020","name":"drainage","standing":"performed"}]
            """));
    }

    [Fact]
    public async Task A_key_that_says_something_else_is_taken()
    {
        var patient = await PatientAsync(Procedure);

        var reply = await PostEntriesAsync(
            patient, Procedure.Replace("resection", "biopsy", StringComparison.Ordinal));

        await RefusedAsync(patient, 2, reply, Conflict, "conflict", ("/key", "key-taken"));
    }

    [Fact]
    public async Task A_fault_of_the_body_outweighs_a_conflict_and_both_are_named()
    {
        var patient = await PatientAsync(Death);

        var reply = await PostEntriesAsync(
            patient,
            """
            [{"key":"op","kind":"procedure","occurred":"2021","name":"resection","standing":"performed"},
             {"key":"n","kind":"note","about":["nobody"]}]
            """);

        await RefusedAsync(
            patient, 2, reply, UnprocessableEntity, "refused",
            ("/0/occurred", "after-death"), ("/1/about/0", "unknown-reference"));
    }

    [Fact]
    public async Task An_enrolment_names_every_fault_too()
    {
        var reply = await PostAsync(
            "/api/patients", """{"registryKey":"Has Space","sex":"?","birthYear":"1953","name":"Anna"}""");

        IsProblem(reply, UnprocessableEntity, "refused");
        Assert.Equal(
            [("/birthYear", "malformed"), ("/name", "malformed"), ("/registryKey", "malformed"), ("/sex", "malformed")],
            reply.Faults);
        var impossible = await PostAsync("/api/patients", """{"registryKey":"of-old","birthYear":1700}""");
        IsProblem(impossible, UnprocessableEntity, "refused");
        Assert.Equal([("/birthYear", "malformed")], impossible.Faults);
        IsProblem(await GetAsync("/api/patients/of-old"), NotFound, "unknown-patient");
    }

    [Fact]
    public async Task Nobody_writes_about_a_patient_who_is_not_enrolled() =>
        IsProblem(await PostEntriesAsync("stranger", Procedure), NotFound, "unknown-patient");
}
