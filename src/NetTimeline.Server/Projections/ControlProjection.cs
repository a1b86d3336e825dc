using NetTimeline.EventStore;
using NetTimeline.Server.Http;
using NetTimeline.Server.OpenApi;

namespace NetTimeline.Server.Projections;

/// <summary>
/// What operators ask of a read model. It is written down and done by whichever server keeps it; the answer says how
/// it stands now.
/// </summary>
static class ControlProjection
{
    public static void Map(RouteGroupBuilder projections)
    {
        Post(projections, "pause", ProjectionOperations.Pause, static (controls, projection, _, cancellation) =>
            DoneAsync(controls.PauseAsync(projection, cancellation)));
        Post(projections, "resume", ProjectionOperations.Resume, static (controls, projection, _, cancellation) =>
            DoneAsync(controls.ResumeAsync(projection, cancellation)));
        Post(projections, "rebuild", ProjectionOperations.Rebuild,
            static (controls, projection, verify, cancellation) =>
                DoneAsync(controls.RebuildAsync(projection, verify, cancellation)));
        Post(projections, "switch", ProjectionOperations.Switch, static (controls, projection, _, cancellation) =>
            controls.SwitchAsync(projection, cancellation));
        Post(projections, "abandon", ProjectionOperations.Abandon, static (controls, projection, _, cancellation) =>
            controls.AbandonAsync(projection, cancellation));
        projections.MapPost("{name}/parked/{stream}/unpark", UnparkAsync)
            .WithMetadata(ProjectionOperations.Unpark);
    }

    delegate Task<bool> Control(
        ProjectionControls controls, IProjection projection, bool verify, CancellationToken cancellation);

    static void Post(RouteGroupBuilder projections, string verb, Operation operation, Control control) => projections
        .MapPost(
            $"{{name}}/{verb}",
            async (HttpContext context, string name, KeptProjections kept, ProjectionControls controls,
                CancellationToken cancellation) =>
            {
                var inquiry = new Inquiry(context);
                var verify = operation == ProjectionOperations.Rebuild && inquiry.Flag("verify");
                return await AnswerAsync(
                    inquiry, kept, controls, name,
                    projection => control(controls, projection, verify, cancellation), cancellation);
            })
        .WithMetadata(operation);

    static Task<IResult> UnparkAsync(
        HttpContext context, string name, string stream, KeptProjections kept, ProjectionControls controls,
        CancellationToken cancellation) =>
        Guid.TryParseExact(stream, "D", out var id)
            ? AnswerAsync(
                new Inquiry(context), kept, controls, name,
                projection => controls.UnparkAsync(projection, id, cancellation), cancellation)
            : Task.FromResult<IResult>(new Problem(
                ProblemKinds.UnknownStream, "A stream is named by its id, which is a UUID as the list has it."));

    static async Task<IResult> AnswerAsync(
        Inquiry inquiry, KeptProjections kept, ProjectionControls controls, string name,
        Func<IProjection, Task<bool>> ask, CancellationToken cancellation)
    {
        if (inquiry.Finish() is { } misunderstood)
        {
            return misunderstood;
        }

        if (kept.Find(name) is not { } projection)
        {
            return GetProjections.Unknown(kept, name);
        }

        return await ask(projection)
            ? Answer.Json(
                StatusCodes.Status202Accepted,
                ProjectionView.Of(await controls.StatusAsync(projection, cancellation)))
            : new Problem(
                ProblemKinds.NothingToDo,
                $"{name} has nothing that this could be done to: no generation that waits or is made, no such stream "
                + "set aside.");
    }

    static async Task<bool> DoneAsync(Task asked)
    {
        await asked;
        return true;
    }
}
