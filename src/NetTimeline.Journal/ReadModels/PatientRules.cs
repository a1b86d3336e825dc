using NetTimeline.EventStore;

namespace NetTimeline.Journal.ReadModels;

/// <summary>Rows of patients; the streams of the program's own have none.</summary>
/// <param name="version">Of the rules.</param>
/// <param name="fold">Begins a patient's.</param>
sealed class PatientRules(long version, Func<PatientFold> fold) : IProjectionRules
{
    public long Version => version;

    public IStreamFold? Begin(Guid stream) => SystemStreams.All.Contains(stream) ? null : fold();
}
