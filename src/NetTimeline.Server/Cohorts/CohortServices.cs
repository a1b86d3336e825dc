using NetTimeline.EventStore;
using NetTimeline.Journal.ReadModels;
using NetTimeline.Server.Access;

namespace NetTimeline.Server.Cohorts;

/// <summary>What answers questions about many patients, beside the read models themselves.</summary>
static class CohortServices
{
    public static IServiceCollection AddCohorts(this IServiceCollection services, TimelineServerOptions options) =>
        services.AddSingleton(_ => new ReadModelReader(options.Postgres)).AddSingleton<CohortReader>();

    public static void MapCohorts(this IEndpointRouteBuilder app)
    {
        var cohorts = app.MapGroup("/api/cohorts").WithTags("Cohorts").WithMetadata(AccessPolicy.ShowsCohort);
        CountCohort.Map(cohorts);
        GetCohortMeasure.Map(cohorts);
    }
}
