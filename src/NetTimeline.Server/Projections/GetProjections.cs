using NetTimeline.EventStore;
using NetTimeline.Server.Http;
using NetTimeline.Server.OpenApi;
using NetTimeline.Server.Patients;

namespace NetTimeline.Server.Projections;

/// <summary>How the read models stand: all of them, or one.</summary>
static class GetProjections
{
    public static void Map(RouteGroupBuilder projections)
    {
        projections.MapMethods("", Reads.Methods, HandleAllAsync)
            .WithMetadata(ProjectionOperations.List);
        projections.MapMethods("{name}", Reads.Methods, HandleOneAsync)
            .WithMetadata(ProjectionOperations.Get);
    }

    static async Task<IResult> HandleAllAsync(
        HttpContext context, KeptProjections kept, ProjectionControls controls, CancellationToken cancellation)
    {
        if (Negotiation.Choose(context.Request, Form.Json, Form.Text) is not { } form)
        {
            return Negotiation.NotAcceptable(Form.Json, Form.Text);
        }

        if (new Inquiry(context).Finish() is { } misunderstood)
        {
            return misunderstood;
        }

        var all = new List<ProjectionStatus>();
        foreach (var projection in kept.All)
        {
            all.Add(await controls.StatusAsync(projection, cancellation));
        }

        return Answer.In(form, ProjectionsView.Of(all), static view => ProjectionText.Draw(view.Projections));
    }

    static async Task<IResult> HandleOneAsync(
        HttpContext context, string name, KeptProjections kept, ProjectionControls controls,
        CancellationToken cancellation)
    {
        if (Negotiation.Choose(context.Request, Form.Json, Form.Text) is not { } form)
        {
            return Negotiation.NotAcceptable(Form.Json, Form.Text);
        }

        if (new Inquiry(context).Finish() is { } misunderstood)
        {
            return misunderstood;
        }

        if (kept.Find(name) is not { } projection)
        {
            return Unknown(kept, name);
        }

        var view = ProjectionView.Of(await controls.StatusAsync(projection, cancellation));
        return Answer.In(form, view, static one => ProjectionText.Draw([one]));
    }

    /// <summary>With the names that there are.</summary>
    public static Problem Unknown(KeptProjections kept, string name) => new(
        ProblemKinds.UnknownProjection,
        $"There is no read model {name}; known here: {string.Join(", ", kept.All.Select(each => each.Name))}.");
}
