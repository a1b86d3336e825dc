using NetTimeline.EventStore;
using NetTimeline.Journal.Measures;

namespace NetTimeline.Journal.ReadModels;

/// <summary>Rows of patients; the stream of definitions has none.</summary>
/// <param name="version">Of the rules.</param>
/// <param name="fold">Begins a patient's.</param>
sealed class PatientRules(long version, Func<PatientFold> fold) : IProjectionRules
{
    public long Version => version;

    public IStreamFold? Begin(Guid stream) => stream == MeasureEvents.Stream ? null : fold();
}
