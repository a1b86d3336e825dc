using NetTimeline.EventStore;
using NetTimeline.Journal.Measures;
using NetTimeline.Journal.ReadModels;

namespace NetTimeline.Server.Projections;

/// <summary>The read models of this server, in the order in which they are listed.</summary>
sealed record KeptProjections(IReadOnlyList<IProjection> All)
{
    public IProjection? Find(string name) => All.FirstOrDefault(projection => projection.Name == name);

    public static void Map(RouteGroupBuilder projections)
    {
        GetProjections.Map(projections);
        ControlProjection.Map(projections);
    }
}

/// <summary>What the server needs for its read models.</summary>
static class KeptReadModels
{
    /// <summary>Everything that answers about read models, and what keeps them where this server does.</summary>
    public static IServiceCollection AddReadModels(
        this IServiceCollection services, TimelineServerOptions options)
    {
        services
            .AddSingleton(provider => new CohortProjections(
                new PatientIndexProjection(options.Forms),
                new MeasureValuesProjection(provider.GetRequiredService<MeasureJournal>(), options.Forms)))
            .AddSingleton(provider => Of(provider.GetRequiredService<CohortProjections>()))
            .AddSingleton<IReadModels>(_ => new EventStore.ReadModels(options.Postgres))
            .AddSingleton(_ => new ProjectionControls(options.Postgres));
        if (options.KeepsReadModels)
        {
            services.AddHostedService<ProjectionHost>();
        }

        return services;
    }

    static KeptProjections Of(CohortProjections cohort) => new([cohort.Index, cohort.Values]);
}
