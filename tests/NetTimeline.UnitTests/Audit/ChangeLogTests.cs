using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Journal.Changes;
using NetTimeline.Tests.EventStore;
using NodaTime;
using Xunit;

namespace NetTimeline.UnitTests.Audit;

/// <summary>Which acts are found, in which order, and that each is found once whatever is appended meanwhile.</summary>
public sealed class ChangeLogTests : IAsyncDisposable
{
    const string Ct = """{"key":"ct","kind":"imaging-study","modality":"ct","occurred":"2026-02-27"}""";
    const string Late = """{"key":"late","kind":"note","text":"x","occurred":"2019-05"}""";
    const string Undated = """{"key":"undated","kind":"note","text":"x"}""";

    const string Redated = """
        {"correction":"redate","key":"c1","entry":"ct","nature":"transcription","dates":{"occurred":"2026-02-26"},
         "reason":"slip of the pen"}
        """;

    readonly Records records = new();

    public ValueTask DisposeAsync() => records.DisposeAsync();

    [Theory]
    [InlineData("omori-2020")]
    [InlineData("calcitonin-pannen")]
    public async Task Every_event_of_a_case_is_a_line_with_what_it_changed(string name)
    {
        var patient = await records.AddAsync(name);

        var ofAll = await records.ReadAsync(Records.Everything);
        var ofOne = await records.ReadAsync(Records.Everything with { Stream = patient });

        Assert.Equal(CaseReports.CaseReport.Named(name).History.Count, ofAll.Lines.Count);
        Assert.Equal(ofAll.Lines.Select(Said), ofOne.Lines.Select(Said));
        Assert.All(ofAll.Lines, line => Assert.NotEmpty(line.Changed));
        Assert.All(ofAll.Lines, line => Assert.Equal(name, line.Patient?.Value));
        Assert.All(
            ofAll.Lines.Where(line => line.Stored.Act.Change is not "creation"),
            line => Assert.False(string.IsNullOrEmpty(line.Stored.Act.Reason)));
    }

    [Fact]
    public async Task Filters_find_what_was_done_by_whom_with_what_and_when()
    {
        var patient = await CourseAsync();
        var all = Records.Everything;
        var noon = records.Clock.Now;

        Assert.Equal([1L, 2, 3, 4, 5], await records.WalkAsync(all with { Stream = patient }));
        Assert.Equal([2L, 5], await records.WalkAsync(all with { Stream = patient, Entry = EntryKey.Parse("ct") }));
        Assert.Equal([5L], await records.WalkAsync(all with { Stream = patient, Entry = EntryKey.Parse("c1") }));
        Assert.Equal([5L, 8], await records.WalkAsync(all with { Actor = "dr.b" }));
        Assert.Equal([1L, 6], await records.WalkAsync(all with { Client = "import" }));
        Assert.Equal([1L, 6], await records.WalkAsync(all with { Client = "import/1.0" }));
        Assert.Empty(await records.WalkAsync(all with { Client = "impor" }));
        Assert.Equal([5L], await records.WalkAsync(all with { Change = "amendment" }));
        Assert.Equal([2L, 7], await records.WalkAsync(all with { Type = "imaging_study_recorded" }));
        Assert.Equal([6L, 7, 8], await records.WalkAsync(all with { From = noon }));
        Assert.Equal([5L], await records.WalkAsync(all with { From = noon - Duration.FromDays(1), To = noon }));
        Assert.Equal([8L, 5], await records.WalkAsync(all with { Actor = "dr.b", NewestFirst = true }));
        Assert.Empty(await records.WalkAsync(all with { From = noon + Duration.FromDays(1) }));
    }

    [Fact]
    public async Task What_was_recorded_long_after_it_occurred_is_found_with_how_long()
    {
        var patient = await CourseAsync();

        var late = await records.ReadAsync(Records.Everything with { LateDays = 30 });
        var ofOne = await records.ReadAsync(Records.Everything with { LateDays = 30, Stream = patient });
        var none = await records.ReadAsync(Records.Everything with { LateDays = 5000 });

        var line = Assert.Single(late.Lines);
        Assert.Equal((3L, new DayBounds(2466, true, 2496, true)), (line.Stored.Position, line.RecordedLate));
        Assert.Equal(3L, Assert.Single(ofOne.Lines).Stored.Position);
        Assert.Empty(none.Lines);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Each_line_is_on_one_page_whatever_is_appended_meanwhile(bool newestFirst, bool ofOne)
    {
        var patient = await records.EnrolAsync("p-1");
        await records.PostAsync("p-1", "dr.a", [.. Enumerable.Range(0, 20).Select(Note)]);
        var more = 20;

        var positions = await records.WalkAsync(
            Records.Everything with { NewestFirst = newestFirst, Limit = 3, Stream = ofOne ? patient : null },
            () => more < 25 ? records.PostAsync("p-1", "dr.a", Note(more++)) : Task.CompletedTask);

        var expected = Enumerable.Range(1, newestFirst ? 21 : 26).Select(position => (long)position);
        Assert.Equal(newestFirst ? expected.Reverse() : expected, positions);
    }

    [Fact]
    public async Task One_page_looks_at_so_many_events_and_says_where_to_go_on()
    {
        for (var begun = 0; begun < 11; begun++)
        {
            await records.Store.AppendAsync(
                Appends.Begin(Guid.NewGuid(), null, [.. Enumerable.Range(0, 1000).Select(_ => Appends.Event())]),
                TestContext.Current.CancellationToken);
        }

        await records.EnrolAsync("p-1");

        var first = await records.ReadAsync(Records.Everything with { Actor = "registry" });
        Assert.Equal((0, (long?)ChangeLog.WalkedMax), (first.Lines.Count, first.Next));
        Assert.Equal([11_001L], await records.WalkAsync(Records.Everything with { Actor = "registry" }));
    }

    [Fact]
    public async Task One_page_reads_so_many_histories_and_says_where_to_go_on()
    {
        for (var each = 0; each < ChangeLog.HistoriesMax + 5; each++)
        {
            await records.EnrolAsync($"p-{each}");
            await records.PostAsync($"p-{each}", "dr.a", Late);
        }

        var wanted = Records.Everything with { LateDays = 30, Type = "note_recorded" };
        var first = await records.ReadAsync(wanted);

        Assert.Equal(ChangeLog.HistoriesMax, first.Lines.Count);
        Assert.Equal(ChangeLog.HistoriesMax + 5, (await records.WalkAsync(wanted)).Distinct().Count());
    }

    /// <summary>Two patients, recorded on three days.</summary>
    async Task<Guid> CourseAsync()
    {
        var patient = await records.EnrolAsync("p-1");
        await records.PostAsync("p-1", "dr.a", Ct, Late, Undated);
        records.Clock.Now += Duration.FromDays(1);
        await records.PostAsync("p-1", "dr.b", Redated);
        records.Clock.Now += Duration.FromDays(1);
        await records.EnrolAsync("p-2");
        await records.PostAsync("p-2", "dr.a", Ct);
        await records.PostAsync("p-2", "dr.b", Undated);
        return patient;
    }

    static string Note(int number) => $$"""{"key":"n{{number}}","kind":"note","text":"x"}""";

    static string Said(ChangeLine line) =>
        $"{line.Stored.Position}: {string.Join('|', line.Changed.Select(StatementChangeTests.Said))}";
}
