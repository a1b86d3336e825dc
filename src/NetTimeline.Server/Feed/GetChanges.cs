using Microsoft.AspNetCore.Http.Timeouts;
using NetTimeline.EventStore;
using NetTimeline.Journal;
using NetTimeline.Server.Access;
using NetTimeline.Server.Http;
using NetTimeline.Server.OpenApi;
using NetTimeline.Server.Patients;

namespace NetTimeline.Server.Feed;

/// <summary>Every change of every record, as it becomes visible, until one of the two hangs up.</summary>
static class GetChanges
{
    public static void Map(RouteGroupBuilder patients) => patients
        .MapMethods("changes", Reads.Methods, HandleAsync)
        .WithMetadata(FeedOperations.GetChanges, AccessPolicy.ShowsChanges, new DisableRequestTimeoutAttribute());

    static async Task<IResult> HandleAsync(
        HttpContext context, IEventStore store, PatientJournal journal, ChangeFeed feed, TimelineServerOptions options,
        CancellationToken cancellation)
    {
        if (!Negotiation.Accepts(context.Request, ChangeStream.MediaType))
        {
            return new Problem(ProblemKinds.NotAcceptable, $"This answer comes as {ChangeStream.MediaType}.");
        }

        var inquiry = new Inquiry(context);
        var asked = await ChangesAsked.ReadAsync(context, inquiry, journal, cancellation);
        if (inquiry.Finish() is { } misunderstood)
        {
            return misunderstood;
        }

        var last = await store.LastPositionAsync(cancellation);
        if (asked.After > last)
        {
            return new Problem(FeedProblems.BeyondTheLog, $"The log ends at position {last}.");
        }

        var from = asked.After ?? last;
        if (asked.Patients.Count > 0)
        {
            context.Shown().Patients(asked.Patients, from);
        }
        else
        {
            context.Shown().Together(from, null);
        }

        return new ChangeStream(feed, asked, from, options.FollowerPatience);
    }
}
