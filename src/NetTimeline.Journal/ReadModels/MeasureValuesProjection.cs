using NetTimeline.EventStore;
using NetTimeline.Journal.Json;
using NetTimeline.Journal.Measures;
using static NetTimeline.EventStore.ReadColumnType;

namespace NetTimeline.Journal.ReadModels;

/// <summary>
/// The read model "measure values": what every measure says of every patient as known now, a row for each value. Own
/// definitions are its rules: each of their versions that can be asked for has values.
/// </summary>
/// <param name="definitions">Users' own definitions.</param>
/// <param name="forms">What can be read.</param>
public sealed class MeasureValuesProjection(MeasureJournal definitions, StoredForms forms) : IProjection
{
    /// <summary>The one table.</summary>
    public const string Table = "measure_values";

    const int FormatNumber = 1;

    public string Name => Table;

    public string Format => ReadFormat.Of(FormatNumber, forms);

    public IReadOnlyList<ReadTable> Tables { get; } = [Values];

    public Guid? RulesStream => MeasureEvents.Stream;

    public async Task<IProjectionRules> RulesAsync(long? version, CancellationToken cancellation)
    {
        var catalogue = version is { } asked
            ? await definitions.CatalogueAtAsync(asked, cancellation).ConfigureAwait(false)
            : await definitions.CatalogueAsync(cancellation).ConfigureAwait(false);
        return new PatientRules(catalogue.Version, () => new MeasureValuesFold(catalogue, forms));
    }

    /// <summary>The ordinal counts the values of a measure for a patient, from 0, in the order of the course.</summary>
    static ReadTable Values => new(
        Table,
        [
            new("measure", Text, Required: true), new("version", Integer, Required: true),
            new("ordinal", Integer, Required: true), new("entries", Texts, Required: true),
            new("part", Text, Required: false), new("status", Text, Required: true),
            new("low", Numeric, Required: false), new("low_included", ReadColumnType.Boolean, Required: false),
            new("high", Numeric, Required: false), new("high_included", ReadColumnType.Boolean, Required: false),
            new("point", Numeric, Required: false), new("unit", Text, Required: false),
            new("categories", Texts, Required: false), new("reason", Text, Required: false),
            new("evidence", Texts, Required: false),
        ],
        ["(measure, version)"]);
}
