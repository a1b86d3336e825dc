using System.Text;
using NetTimeline.Domain;
using NetTimeline.EventStore;
using NetTimeline.Journal;
using NetTimeline.Journal.Json;
using NetTimeline.Journal.Measures;
using NetTimeline.Measures.Language;
using NetTimeline.Tests.EventStore;
using NodaTime;
using Xunit;

namespace NetTimeline.UnitTests.Measures.Surfaces;

/// <summary>Definitions are only ever added: each version supersedes the one before, and all stay.</summary>
public sealed class MeasureJournalTests : IAsyncDisposable
{
    static readonly Asking Somebody = new("dr.tanaka", null, null, null, null);

    readonly MemoryEventStore store = new(new ManualClock(Instant.FromUtc(2026, 1, 31, 12, 0)));
    readonly MeasureJournal journal;

    public MeasureJournalTests() => journal = new MeasureJournal(store, Guid.CreateVersion7, StoredForms.OfThisProgram);

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task A_definition_can_be_asked_for_once_it_is_recorded()
    {
        Assert.IsType<Defining.Recorded>(await DefineAsync(Measure(1)));

        var found = (await journal.CatalogueAsync(Cancellation)).Find("own-follow-up");

        Assert.Equal((1, "dr.tanaka"), (found!.Definition.Version, found.Own!.DefinedBy));
    }

    [Fact]
    public async Task The_same_definition_again_changes_nothing()
    {
        await DefineAsync(Measure(1));

        Assert.Equal(new Defining.AlreadyRecorded(1), await DefineAsync(Measure(1)));
    }

    [Fact]
    public async Task A_definition_in_use_is_not_edited()
    {
        await DefineAsync(Measure(1));

        Assert.Equal(
            [(Refusal.NotNextVersion, "/version")], Faults(await DefineAsync(Measure(1) with { Title = "Else" })));
    }

    [Fact]
    public async Task The_next_version_supersedes_the_last_and_the_last_can_still_be_asked_for()
    {
        await DefineAsync(Measure(1));
        Assert.IsType<Defining.Recorded>(await DefineAsync(Measure(2)));

        var catalogue = await journal.CatalogueAsync(Cancellation);

        Assert.Equal(2, catalogue.Find("own-follow-up")!.Definition.Version);
        Assert.Equal(1, catalogue.Find("own-follow-up@1")!.Definition.Version);
        Assert.Null(catalogue.Find("own-follow-up@3"));
        Assert.Single(catalogue.Current, each => each.Own is not null);
    }

    [Fact]
    public async Task A_version_that_follows_none_is_refused()
    {
        Assert.Equal([(Refusal.NotNextVersion, "/version")], Faults(await DefineAsync(Measure(2))));
        await DefineAsync(Measure(1));
        await DefineAsync(Measure(2));
        Assert.Equal([(Refusal.NotNextVersion, "/version")], Faults(await DefineAsync(Measure(4))));
        Assert.Equal(
            [(Refusal.NotNextVersion, "/supersedes")], Faults(await DefineAsync(Measure(3) with { Supersedes = 1 })));
    }

    [Fact]
    public async Task A_name_of_the_product_is_taken() => Assert.Equal(
        [(Refusal.NameTaken, "/name")],
        Faults(await DefineAsync(Measure(1) with { Name = "hepatectomy-to-primary-detection" })));

    [Fact]
    public async Task More_selectors_than_anybody_can_mean_are_refused()
    {
        var one = Measure(1).From.AnyOf[0];
        var many = Measure(1) with { From = new Selector(Pick.First, null, [.. Enumerable.Repeat(one, 100_000)]) };

        Assert.Equal([(Refusal.Malformed, "")], Faults(await DefineAsync(many)));
    }

    [Fact]
    public async Task Selectors_within_one_another_have_a_limit()
    {
        var nested = Measure(1).From;
        for (var depth = 0; depth < 10; depth++)
        {
            nested = nested with { AnyOf = [nested.AnyOf[0] with { After = nested }] };
        }

        Assert.Equal([(Refusal.Malformed, "")], Faults(await DefineAsync(Measure(1) with { From = nested })));
    }

    [Fact]
    public async Task A_definition_that_names_what_there_is_no_more_tells_nothing_and_stands_in_nobodys_way()
    {
        var one = Measure(1).From.AnyOf[0] with { Concept = "gone" };
        await DefineAsync(Measure(1) with
        {
            From = new Selector(Pick.First, null, [one]),
            Requires = [new Requirement("gone", null, null, "x")],
        });

        var course = Courses.Of("""{"key":"n","kind":"note","text":"x"}""");
        var catalogue = await journal.CatalogueAsync(Cancellation);
        var values = catalogue.Measures.SelectMany(measure => measure.Of(course)).ToList();

        Assert.Equal(
            "The definition names what there is no more, at /from/anyOf/0/concept, /requires/0/condition: "
            + "supersede it.",
            Assert.Single(values, value => value.Measure == "own-follow-up").Reason);
        Assert.IsType<Defining.Recorded>(await DefineAsync(Measure(2)));
    }

    [Fact]
    public async Task Two_who_define_at_once_get_two_versions_or_one_refusal()
    {
        var other = new MeasureJournal(store, Guid.CreateVersion7, StoredForms.OfThisProgram);

        var answers = await Task.WhenAll(
            DefineAsync(Measure(1)), other.DefineAsync(Measure(1) with { Title = "Else" }, Somebody, Cancellation));

        Assert.Single(answers, each => each is Defining.Recorded);
        Assert.Single(answers, each => each is Defining.Refused);
    }

    [Fact]
    public async Task The_stream_of_definitions_is_no_patient()
    {
        await DefineAsync(Measure(1));
        var patients = new PatientJournal(store, Guid.CreateVersion7);

        Assert.Empty(await patients.ListAsync("", 10, Cancellation));
        Assert.Null(await patients.FindAsync($"{MeasureEvents.Stream:D}", Cancellation));
        Assert.Null(await patients.FindAsync("~measures", Cancellation));
    }

    [Fact]
    public void A_stored_definition_is_read_and_written_back_to_the_same_bytes()
    {
        const string file = "measure_defined.v1.json";
        var stored = File.ReadAllText(
            Path.Combine(Repository.Root, "tests", "stored-events", "measures", file)).TrimEnd();

        var forms = StoredForms.OfThisProgram;
        var form = MeasureEvents.Encode(
            MeasureEvents.Decode("measure_defined", 1, Encoding.UTF8.GetBytes(stored), forms), forms);

        Assert.Equal((file, stored), ($"{form.Type}.v{form.Schema}.json", Encoding.UTF8.GetString(form.Payload)));
    }

    [Fact]
    public void A_stored_definition_of_an_unknown_version_is_not_read() => Assert.Throws<UnreadableEventException>(
        () => MeasureEvents.Decode("measure_defined", 2, "{}"u8.ToArray(), StoredForms.OfThisProgram));

    Task<Defining> DefineAsync(WrittenMeasure measure) => journal.DefineAsync(measure, Somebody, Cancellation);

    static IEnumerable<(Refusal, string)> Faults(Defining defining) =>
        Assert.IsType<Defining.Refused>(defining).Faults.Select(fault => (fault.Refusal, fault.Pointer));

    static WrittenMeasure Measure(int version)
    {
        using var json = System.Text.Json.JsonDocument.Parse("""
            {"name":"own-follow-up","version":1,"title":"From the first resection to the last visit","group":"own",
             "per":"patient","from":{"pick":"first","anyOf":[{"kinds":["procedure"]}]},
             "to":{"pick":"last","anyOf":[{"kinds":["encounter"]}]},"unit":"mo","rule":"As the title says.",
             "citations":[{"text":"own definition"}]}
            """);
        var read = Assert.IsType<Parsed<WrittenMeasure>.Understood>(MeasureJson.Read(json.RootElement)).Value;
        return read with { Version = version, Supersedes = version > 1 ? version - 1 : null };
    }
}
