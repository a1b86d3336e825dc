using NetTimeline.Journal;
using NetTimeline.Journal.Json;
using NetTimeline.Server.Access;
using NetTimeline.Server.OpenApi;

namespace NetTimeline.Server.Patients;

/// <summary>Amends, retracts, re-dates, re-attributes, splits or merges: one or a list, all or nothing.</summary>
static class PostCorrections
{
    static readonly CommandPost Post = new(
        "/api/patients/{id}/corrections", "corrections", CommandJson.ReadCorrections);

    public static void Map(RouteGroupBuilder patients) => patients
        .MapPost("{id}/corrections", (HttpContext context, string id, PatientJournal journal) =>
            Post.AnswerAsync(context, id, journal, context.RequestAborted))
        .WithMetadata(Operations.PostCorrections, AccessPolicy.Records);
}
