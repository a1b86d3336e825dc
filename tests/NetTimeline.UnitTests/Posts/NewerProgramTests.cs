using System.Text;
using NetTimeline.Domain.Patients;
using NetTimeline.EventStore;
using NetTimeline.Journal;
using NetTimeline.Journal.Json;
using NetTimeline.Journal.Measures;
using NetTimeline.Journal.ReadModels;
using NetTimeline.Journal.Views;
using NetTimeline.Tests.EventStore;
using NetTimeline.UnitTests.Patients;
using NodaTime;
using Xunit;

namespace NetTimeline.UnitTests.Posts;

/// <summary>
/// A newer program works on the same store: it writes notes in a second version, which this one cannot read.
/// </summary>
public sealed class NewerProgramTests : IAsyncDisposable
{
    const string Symptom = """{"key":"s1","kind":"symptom","name":"flush"}""";
    const string Note = """{"key":"n1","kind":"note","text":"canary"}""";

    static readonly StoredForms NewerForms = new(
        StoredForms.OfThisProgram.Readable.Select(form => form.Type), [new Upcast("note_recorded", 1, form => form)]);

    readonly MemoryEventStore store = new(new ManualClock(Instant.FromUtc(2026, 1, 31, 12, 0)));
    readonly PatientJournal newer;
    readonly PatientJournal older;

    public NewerProgramTests()
    {
        newer = new PatientJournal(store, Guid.CreateVersion7, NewerForms, Tombstones.None);
        older = new PatientJournal(store, Guid.CreateVersion7);
    }

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task The_newer_one_reads_what_both_wrote()
    {
        await PostAsync(older, "p-1", """{"key":"n0","kind":"note","text":"old"}""");
        await PostAsync(newer, "p-1", Note);

        var history = await newer.FindAsync("p-1", Cancellation);

        Assert.Equal([1, 1, 2], (await StoredAsync("p-1")).Select(stored => stored.Schema));
        Assert.Equal(2, history!.State.Standing.Count());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_older_one_names_what_it_cannot_read_and_quotes_nothing(bool kept)
    {
        await PostAsync(kept ? older : newer, "p-1", Symptom);
        await PostAsync(newer, "p-1", Note);

        var unreadable = await Assert.ThrowsAsync<UnreadableEventException>(
            () => older.FindAsync("p-1", Cancellation));

        Assert.Equal(
            "The stored event note_recorded, version 2, at position 3 was recorded by a newer program than this one.",
            unreadable.Message);
        Assert.True(unreadable.IsNewer);
    }

    [Theory]
    [InlineData(Symptom)]
    [InlineData(Note)]
    [InlineData("""{"correction":"retract","key":"c1","entry":"s0","reason":"slip"}""")]
    public async Task The_older_one_decides_about_no_history_that_it_cannot_read(string item)
    {
        await PostAsync(older, "p-1", """{"key":"s0","kind":"symptom","name":"flush"}""");
        await PostAsync(newer, "p-1", Note);

        await Assert.ThrowsAsync<UnreadableEventException>(() => PostAsync(older, "p-1", item));

        Assert.Equal(3, (await StoredAsync("p-1")).Count);
    }

    /// <summary>The control: what a program would do that left out what it cannot read.</summary>
    [Fact]
    public async Task Half_a_history_would_take_the_same_entry_twice()
    {
        await PostAsync(newer, "p-1", Note);
        var stored = await StoredAsync("p-1");

        var half = PatientHistory.From(
            stored[0].Stream, History.Key("p-1"),
            stored.Where(each => StoredForms.OfThisProgram.CanRead(each.Type, each.Schema)));

        Assert.Single(Assert.IsType<Decision.Accepted>(Decider.Decide(half.State, History.Commands(Note))).Events);
    }

    [Fact]
    public async Task A_repeated_request_is_answered_as_it_was()
    {
        var asking = Somebody with { Command = new CommandKey("scope", "key", new byte[32]) };
        await PostAsync(newer, "p-1", Symptom);
        await newer.PostAsync("p-1", History.Commands(Note), asking, Cancellation);

        var again = await older.PostAsync("p-1", History.Commands(Note), asking, Cancellation);

        Assert.True(Assert.IsType<Posting.Recorded>(again).Replayed);
    }

    [Fact]
    public async Task Other_patients_are_read_and_recorded_by_both()
    {
        await PostAsync(newer, "p-1", Note);

        Assert.IsType<Posting.Recorded>(await PostAsync(newer, "p-2", Symptom));
        Assert.IsType<Posting.Recorded>(
            await PostAsync(older, "p-2", """{"key":"s2","kind":"symptom","name":"flush"}"""));
        Assert.Equal(3, (await older.FindAsync("p-2", Cancellation))!.Version);
    }

    [Fact]
    public async Task The_list_of_patients_names_all_of_them()
    {
        await PostAsync(newer, "p-1", Note);
        await PostAsync(newer, "p-2", Symptom);

        var listed = await older.ListAsync("", 10, Cancellation);

        Assert.Equal([("p-1", 2, null), ("p-2", 2, (int?)1)], listed.Select(
            each => (each.RegistryKey.Value, each.Version, each.History?.State.Standing.Count())));
        Assert.Contains("position 2", listed[0].Unreadable, StringComparison.Ordinal);
        Assert.Null(listed[1].Unreadable);
    }

    [Fact]
    public async Task The_log_shows_the_envelope_of_what_cannot_be_read()
    {
        await PostAsync(newer, "p-1", Note);
        await PostAsync(newer, "p-1", Symptom);

        var log = await older.FindLogAsync("p-1", Cancellation);
        var page = new ViewJson.LogPage(log!.RegistryKey, log.Version, [.. log.Events.Select(LogLineView.Of)]);
        var json = Encoding.UTF8.GetString(ViewJson.Write(page).Span);

        Assert.Equal(3, log.Version);
        Assert.False(log.IsWhole);
        Assert.Equal(
            [false, true, false], page.Events.Select(line => line.Unreadable is not null));
        Assert.Equal(
            ("note_recorded", "dr.tanaka", 2),
            (page.Events[1].Type, page.Events[1].Actor, page.Events[1].Position));
        Assert.Contains("by a newer program", LogText.Draw(page), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", json + LogText.Draw(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_of_what_can_be_read_is_whole()
    {
        await PostAsync(older, "p-1", Note);

        Assert.True((await older.FindLogAsync("p-1", Cancellation))!.IsWhole);
        Assert.Null(await older.FindLogAsync("p-9", Cancellation));
    }

    [Fact]
    public async Task A_definition_that_cannot_be_read_is_named_by_its_position()
    {
        var stream = new Append(
            Guid.NewGuid(), MeasureEvents.Stream, "~measures", 0,
            [new NewEvent(Guid.NewGuid(), "measure_defined", 2, "{}"u8.ToArray(), Act)], null);
        await store.AppendAsync(stream, Cancellation);
        var measures = new MeasureJournal(store, Guid.CreateVersion7, StoredForms.OfThisProgram);

        var unreadable = await Assert.ThrowsAsync<UnreadableEventException>(
            () => measures.CatalogueAsync(Cancellation));

        Assert.Equal((1L, true), (unreadable.Position, unreadable.IsNewer));
    }

    [Fact]
    public async Task Values_go_on_by_the_rules_of_before_though_a_newer_definition_cannot_be_read()
    {
        var measures = new MeasureJournal(store, Guid.CreateVersion7, StoredForms.OfThisProgram);
        var values = new MeasureValuesProjection(measures, StoredForms.OfThisProgram);
        await store.AppendAsync(
            new Append(
                Guid.NewGuid(), MeasureEvents.Stream, "~measures", 0,
                [new NewEvent(Guid.NewGuid(), "measure_defined", 2, "{}"u8.ToArray(), Act)], null),
            Cancellation);

        Assert.Equal(0, (await values.RulesAsync(0, Cancellation)).Version);
        await Assert.ThrowsAsync<UnreadableEventException>(() => values.RulesAsync(1, Cancellation));
        await Assert.ThrowsAsync<UnreadableEventException>(() => values.RulesAsync(null, Cancellation));
    }

    [Fact]
    public void A_program_that_can_read_more_keeps_read_models_of_its_own()
    {
        var format = new PatientIndexProjection(StoredForms.OfThisProgram).Format;

        Assert.Equal(format, new PatientIndexProjection(StoredForms.OfThisProgram).Format);
        Assert.NotEqual(format, new PatientIndexProjection(NewerForms).Format);
    }

    static Act Act { get; } = new("dr.tanaka", null, "creation", null, null, null, null);

    static Asking Somebody { get; } = new("dr.tanaka", null, null, null, null);

    /// <summary>Enrols the patient before the first item.</summary>
    async Task<Posting> PostAsync(PatientJournal journal, string patient, string item)
    {
        if (await store.FindStreamAsync(patient, Cancellation) is null)
        {
            await journal.EnrolAsync(
                new PatientCommand.EnrolPatient(History.Key(patient), null, null, null), Somebody, Cancellation);
        }

        return await journal.PostAsync(patient, History.Commands(item), Somebody, Cancellation);
    }

    async Task<IReadOnlyList<StoredEvent>> StoredAsync(string patient) => await store.ReadStreamAsync(
        (await store.FindStreamAsync(patient, Cancellation))!.Stream, 0, Cancellation);
}
