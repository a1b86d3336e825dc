using NetTimeline.EventStore;
using NetTimeline.Journal.Json;
using NetTimeline.Journal.Measures;

namespace NetTimeline.Journal.ReadModels;

/// <summary>Rows of values by the definitions of a catalogue.</summary>
sealed class MeasureRules(MeasureCatalogue catalogue, StoredForms forms) : IProjectionRules
{
    public long Version => catalogue.Version;

    public IStreamFold? Begin(Guid stream) =>
        stream == MeasureEvents.Stream ? null : new MeasureValuesFold(catalogue, forms);
}
