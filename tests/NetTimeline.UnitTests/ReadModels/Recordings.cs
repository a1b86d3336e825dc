using NetTimeline.Domain.Patients;
using NetTimeline.Domain.Timelines;
using NetTimeline.Measures.Courses;
using NetTimeline.Synthetic;
using NetTimeline.Tests.Synthetic;
using NodaTime;

namespace NetTimeline.UnitTests.ReadModels;

/// <summary>Synthetic patients as the log holds them.</summary>
static class Recordings
{
    static readonly Instant RecordedAt = Instant.FromUtc(2026, 1, 1, 12, 0);

    public static IReadOnlyList<Recorded> Of(long seed, long number)
    {
        var (state, history) = (PatientState.Initial, new List<Recorded>());
        foreach (var line in SyntheticCohort.Patient(seed, number).Lines)
        {
            var accepted = (Decision.Accepted)Decider.Decide(state, [SyntheticCommands.Of(line)]);
            state = accepted.Events.Aggregate(state, PatientState.Evolve);
            history.AddRange(accepted.Events.Select(
                (happened, at) => new Recorded(history.Count + at + 1, RecordedAt, "test", happened)));
        }

        return history;
    }

    public static Course Course(long seed, long number) =>
        new(Timeline.From(Of(seed, number), AsOf.Now, DateTimeZone.Utc), []);
}
