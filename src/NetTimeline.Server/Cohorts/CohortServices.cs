using NetTimeline.EventStore;
using NetTimeline.Journal.ReadModels;

namespace NetTimeline.Server.Cohorts;

/// <summary>What answers questions about many patients, beside the read models themselves.</summary>
static class CohortServices
{
    public static IServiceCollection AddCohorts(this IServiceCollection services, TimelineServerOptions options) =>
        services.AddSingleton(_ => new ReadModelReader(options.Postgres)).AddSingleton<CohortReader>();

    public static void MapCohorts(this WebApplication app)
    {
        var cohorts = app.MapGroup("/api/cohorts").WithTags("Cohorts");
        CountCohort.Map(cohorts);
        GetCohortMeasure.Map(cohorts);
    }
}
