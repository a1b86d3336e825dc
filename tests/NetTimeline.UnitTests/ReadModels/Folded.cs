using NetTimeline.Domain.Patients;
using NetTimeline.EventStore;
using NetTimeline.Journal.Json;
using NetTimeline.Journal.Measures;
using NetTimeline.Journal.ReadModels;
using NetTimeline.Tests.EventStore;

namespace NetTimeline.UnitTests.ReadModels;

/// <summary>Rows as projections make them of recorded events.</summary>
static class Folded
{
    public static PatientIndexProjection Index { get; } = new(StoredForms.OfThisProgram);

    public static MeasureValuesProjection Values { get; } = new(
        new MeasureJournal(
            new MemoryEventStore(new ManualClock(NodaTime.Instant.FromUtc(2026, 1, 31, 12, 0))), Guid.NewGuid,
            StoredForms.OfThisProgram),
        StoredForms.OfThisProgram);

    /// <summary>The rows of a history, read in as many portions as are asked for.</summary>
    public static async Task<IReadOnlyList<ReadRow>> RowsAsync(
        IProjection projection, IReadOnlyList<Recorded> history, int portion, CancellationToken cancellation)
    {
        var rules = await projection.RulesAsync(null, cancellation);
        var fold = rules.Begin(Guid.NewGuid())!;
        foreach (var events in Stored(history).Chunk(portion))
        {
            fold.Apply(events);
        }

        return fold.Rows(cancellation);
    }

    /// <summary>A value of a row by its column's name.</summary>
    public static object? Cell(IProjection projection, ReadRow row, string column)
    {
        var columns = projection.Tables[row.Table].Columns;
        return row.Values[columns.Select((each, at) => (each.Name, at)).Single(each => each.Name == column).at];
    }

    /// <summary>Texts in an order of their own, each in a line.</summary>
    public static string Drawn(object? value) => value switch
    {
        null => "–",
        string[] texts => string.Concat(texts.Order(StringComparer.Ordinal).Select(text => $"\n  {text}")),
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    public static IEnumerable<StoredEvent> Stored(IReadOnlyList<Recorded> history) => history.Select(recorded =>
    {
        var form = EventJson.Encode(recorded.Event);
        return new StoredEvent(
            1000 + recorded.Version, Guid.Empty, recorded.Version, Guid.Empty, form.Type, form.Schema, recorded.At,
            form.Payload, new Act(recorded.By, null, "creation", null, null, null, null));
    });
}
