using NetTimeline.Journal.ReadModels;
using NetTimeline.Server.Http;
using NetTimeline.Server.Patients;

namespace NetTimeline.Server.Cohorts;

/// <summary>Why a question about many patients has no answer now.</summary>
static class CohortProblems
{
    const int RetryAfterSeconds = 2;

    /// <summary>The value that was found; else the problem.</summary>
    public static Problem? Of<T>(CohortAnswer<T> answer, string name, out T? found)
    {
        found = answer is CohortAnswer<T>.Found good ? good.Value : default;
        return answer switch
        {
            CohortAnswer<T>.NotMade missing => NotYet(
                $"The read model {missing.ReadModel} is being made; GET /api/projections/{missing.ReadModel} tells how "
                + "far it is."),
            CohortAnswer<T>.Behind behind => NotYet(
                $"The read models have come to position {behind.Position}, which is before the one asked for."),
            CohortAnswer<T>.NoSuchMeasure none => Missing.Measure(none.Catalogue, name),
            _ => null,
        };
    }

    static Problem NotYet(string detail) => new(ProblemKinds.NotYetThere, detail) { RetryAfter = RetryAfterSeconds };
}
