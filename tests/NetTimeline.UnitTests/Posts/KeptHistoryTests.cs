using FsCheck;
using FsCheck.Fluent;
using NetTimeline.Domain;
using NetTimeline.Domain.Patients;
using NetTimeline.EventStore;
using NetTimeline.Journal;
using NetTimeline.Tests.EventStore;
using NetTimeline.UnitTests.Patients;
using NodaTime;
using Xunit;

namespace NetTimeline.UnitTests.Posts;

/// <summary>
/// A journal keeps what it read and wrote last, and decides on it without reading; another server may have recorded
/// more meanwhile. Nothing that is answered shows the difference.
/// </summary>
public sealed class KeptHistoryTests : IAsyncDisposable
{
    const string Patient = "p-1";
    const string Referral = """{"key":"referral","kind":"encounter","type":"referral"}""";
    const string AboutIt = """{"key":"n1","kind":"note","text":"seen","about":["referral"]}""";
    const string Withdrawal = """{"correction":"retract","key":"c1","entry":"referral","reason":"slip"}""";

    readonly MemoryEventStore store = new(new ManualClock(Instant.FromUtc(2026, 1, 31, 12, 0)));
    readonly CountedReads counted;
    readonly PatientJournal here;
    readonly PatientJournal elsewhere;

    public KeptHistoryTests()
    {
        counted = new CountedReads(store);
        here = new PatientJournal(counted, Guid.CreateVersion7);
        elsewhere = new PatientJournal(store, Guid.CreateVersion7);
    }

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task Nothing_is_read_for_a_patient_whose_history_is_kept()
    {
        await EnrolAsync();
        var key = new CommandKey("scope", "key", new byte[32]);

        var posted = await PostAsync(here, Named(key), Referral);

        Assert.Equal(0, counted.Reads);
        Assert.Equal([0], Assert.IsType<Posting.Recorded>(posted).Places);
    }

    [Fact]
    public async Task What_is_kept_after_recording_is_what_reading_would_give()
    {
        await EnrolAsync();
        await PostAsync(here, Somebody, Referral, """
            {"key":"ki67","kind":"laboratory-value","test":"albumin","value":{"value":4.10,"unit":"g/dL"},
             "occurred":"2019-05","source":{"citation":"Befund \u00e4 14"}}
            """);
        await PostAsync(here, Somebody, Withdrawal);

        var (kept, read) = (await FindAsync(here), await FindAsync(elsewhere));

        Assert.Equal(read.Log, kept.Log);
        Assert.Equal(4, kept.Version);
    }

    [Fact]
    public async Task A_refusal_that_what_was_recorded_elsewhere_makes_void_is_none()
    {
        await EnrolAsync();
        await PostAsync(elsewhere, Somebody, Referral);

        Assert.IsType<Posting.Recorded>(await PostAsync(here, Somebody, AboutIt));
    }

    [Fact]
    public async Task What_was_recorded_elsewhere_refuses_what_was_fine_before()
    {
        await EnrolAsync();
        await PostAsync(here, Somebody, Referral);
        await PostAsync(elsewhere, Somebody, Withdrawal);

        var refused = Assert.IsType<Posting.Refused>(await PostAsync(here, Somebody, AboutIt));

        Assert.Equal(Refusal.AlreadyRetracted, Assert.Single(refused.Faults).Refusal);
    }

    [Fact]
    public async Task What_was_recorded_elsewhere_in_the_same_words_is_nothing_new()
    {
        await EnrolAsync();
        await PostAsync(elsewhere, Somebody, Referral);

        Assert.Equal(2, Assert.IsType<Posting.AlreadyRecorded>(await PostAsync(here, Somebody, Referral)).Version);
    }

    [Fact]
    public async Task A_request_that_was_answered_elsewhere_is_answered_the_same()
    {
        await EnrolAsync();
        var key = new CommandKey("scope", "key", new byte[32]);
        var first = Assert.IsType<Posting.Recorded>(await PostAsync(elsewhere, Named(key), Referral));
        await PostAsync(elsewhere, Somebody, Withdrawal);

        var again = Assert.IsType<Posting.Recorded>(await PostAsync(here, Named(key), Referral));

        Assert.Equal(
            (true, first.Version, first.FirstPosition), (again.Replayed, again.Version, again.FirstPosition));
    }

    [Fact]
    public async Task A_key_that_was_used_elsewhere_for_another_body_is_refused()
    {
        await EnrolAsync();
        await PostAsync(elsewhere, Named(new CommandKey("scope", "key", new byte[32])), Referral);

        var other = new CommandKey("scope", "key", Enumerable.Repeat((byte)1, 32).ToArray());

        Assert.IsType<Posting.CommandKeyReused>(await PostAsync(here, Named(other), AboutIt));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task An_expected_version_is_compared_with_the_store_s(long expected)
    {
        await EnrolAsync();
        await PostAsync(elsewhere, Somebody, Referral);

        var stale = await PostAsync(here, Somebody with { ExpectedVersion = expected }, AboutIt);

        Assert.Equal(new Posting.StaleVersion(2), stale);
    }

    [Fact]
    public async Task The_version_that_was_reached_elsewhere_can_be_expected()
    {
        await EnrolAsync();
        await PostAsync(elsewhere, Somebody, Referral);

        Assert.IsType<Posting.Recorded>(
            await PostAsync(here, Somebody with { ExpectedVersion = 2 }, AboutIt));
    }

    [Fact]
    public async Task A_patient_enrolled_elsewhere_is_enrolled()
    {
        await elsewhere.EnrolAsync(Enrolment, Somebody, Cancellation);

        Assert.IsType<Posting.AlreadyRecorded>(await here.EnrolAsync(Enrolment, Somebody, Cancellation));
        Assert.IsType<Posting.Refused>(
            await here.EnrolAsync(Enrolment with { Sex = Sex.Male }, Somebody, Cancellation));
    }

    [Fact]
    public void Two_journals_that_keep_answer_as_one_that_keeps_nothing() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(60),
        Prop.ForAll(Gen.Choose(0, 7).ArrayOf(14).ToArbitrary(), places =>
        {
            var (keeping, forgetting) = (
                new MemoryEventStore(new ManualClock(Instant.FromUtc(2026, 1, 31, 12, 0))),
                new MemoryEventStore(new ManualClock(Instant.FromUtc(2026, 1, 31, 12, 0))));
            PatientJournal[] two = [new(keeping, Guid.CreateVersion7), new(keeping, Guid.CreateVersion7)];
            string[] items = [Referral, AboutIt, Withdrawal, """{"key":"n1","kind":"note","text":"else"}"""];
            return places.All(place => Answered(two[place % 2], items[place / 2])
                == Answered(new PatientJournal(forgetting, Guid.CreateVersion7), items[place / 2]));
        }));

    /// <summary>The answer but for the patient's id, which is made up.</summary>
    static string Answered(PatientJournal journal, string item)
    {
        // In memory nothing is waited for.
        _ = journal.PostAsync(Patient, [Enrolment], Somebody, Cancellation).GetAwaiter().GetResult();
        var posting = journal.PostAsync(Patient, History.Commands(item), Somebody, Cancellation);
        return posting.GetAwaiter().GetResult() switch
        {
            Posting.Recorded done => $"recorded {done.Version} at {done.FirstPosition}",
            Posting.AlreadyRecorded before => $"already recorded {before.Version}",
            Posting.Refused refused => string.Join(' ', refused.Faults),
            var other => other.ToString(),
        };
    }

    static PatientCommand.EnrolPatient Enrolment { get; } = new(History.Key(Patient), null, null, null);

    static Asking Somebody { get; } = new("dr.tanaka", null, null, null, null);

    static Asking Named(CommandKey key) => Somebody with { Command = key };

    Task<Posting> EnrolAsync() => here.EnrolAsync(Enrolment, Somebody, Cancellation);

    static Task<Posting> PostAsync(PatientJournal journal, Asking asking, params string[] items) =>
        journal.PostAsync(Patient, History.Commands(items), asking, Cancellation);

    static async Task<PatientHistory> FindAsync(PatientJournal journal) =>
        (await journal.FindAsync(Patient, Cancellation))!;
}
