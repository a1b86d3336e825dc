using NetTimeline.EventStore;
using NetTimeline.Journal.Measures;
using NetTimeline.UnitTests.CaseReports;
using NodaTime;
using Xunit;

namespace NetTimeline.UnitTests.ReadModels;

/// <summary>What every row of every projection has in common.</summary>
public sealed class RowFormTests
{
    const int Patients = 300;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<IProjection> Projections { get; } = [Folded.Index, Folded.Values];

    [Theory]
    [MemberData(nameof(Projections))]
    public async Task Whoever_was_ever_made_up_has_rows_of_the_tables_columns(IProjection projection)
    {
        for (var number = 1; number <= Patients; number++)
        {
            var rows = await Folded.RowsAsync(projection, Recordings.Of(11, number), 1000, Cancellation);

            Assert.NotEmpty(rows);
            Assert.All(rows, row => AssertFits(projection.Tables[row.Table], row));
        }
    }

    [Theory]
    [MemberData(nameof(Projections))]
    public async Task Rows_do_not_depend_on_how_events_come_in(IProjection projection)
    {
        var history = CaseReport.Omori.History;

        var one = await Folded.RowsAsync(projection, history, 1, Cancellation);
        var all = await Folded.RowsAsync(projection, history, history.Count, Cancellation);

        Assert.Equal(all.Select(Drawn), one.Select(Drawn));
    }

    [Theory]
    [MemberData(nameof(Projections))]
    public async Task The_stream_of_definitions_is_no_patient(IProjection projection)
    {
        var rules = await projection.RulesAsync(null, Cancellation);

        Assert.Null(rules.Begin(MeasureEvents.Stream));
        Assert.NotNull(rules.Begin(Guid.NewGuid()));
    }

    [Theory]
    [MemberData(nameof(Projections))]
    public async Task An_event_that_cannot_be_read_is_the_streams_fault(IProjection projection)
    {
        var fold = (await projection.RulesAsync(null, Cancellation)).Begin(Guid.NewGuid())!;
        var newer = new StoredEvent(
            7, Guid.Empty, 1, Guid.Empty, "patient_moved_to_mars", 1, Instant.MinValue, "{}"u8.ToArray(),
            new Act("x", null, "creation", null, null, null, null));

        Assert.Throws<Journal.Json.UnreadableEventException>(() => fold.Apply([newer]));
    }

    [Fact]
    public async Task Values_are_given_up_between_two_measures()
    {
        var fold = (await Folded.Values.RulesAsync(null, Cancellation)).Begin(Guid.NewGuid())!;
        fold.Apply([.. Folded.Stored(CaseReport.Omori.History)]);
        using var late = new CancellationTokenSource();
        await late.CancelAsync();

        Assert.Throws<OperationCanceledException>(() => fold.Rows(late.Token));
    }

    static string Drawn(ReadRow row) => string.Join(" | ", row.Values.Select(Folded.Drawn).Prepend($"{row.Table}"));

    static void AssertFits(ReadTable table, ReadRow row)
    {
        Assert.Equal(table.Columns.Count, row.Values.Count);
        foreach (var (column, value) in table.Columns.Zip(row.Values))
        {
            Assert.True(value is not null || !column.Required, column.Name);
            Assert.True(value is null || value.GetType() == TypeOf(column.Type), column.Name);
        }
    }

    static Type TypeOf(ReadColumnType type) => type switch
    {
        ReadColumnType.Text => typeof(string),
        ReadColumnType.Texts => typeof(string[]),
        ReadColumnType.Integer => typeof(int),
        ReadColumnType.Bigint => typeof(long),
        ReadColumnType.Numeric => typeof(decimal),
        ReadColumnType.Boolean => typeof(bool),
        ReadColumnType.Date => typeof(LocalDate),
        ReadColumnType.Instant => typeof(Instant),
        _ => typeof(byte[]),
    };
}
