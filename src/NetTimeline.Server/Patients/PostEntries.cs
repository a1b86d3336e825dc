using NetTimeline.Journal;
using NetTimeline.Journal.Json;
using NetTimeline.Server.Access;
using NetTimeline.Server.OpenApi;

namespace NetTimeline.Server.Patients;

/// <summary>Records entries of a patient: one or a list, all or nothing.</summary>
static class PostEntries
{
    static readonly CommandPost Post = new("/api/patients/{id}/entries", "entries", CommandJson.ReadEntries);

    public static void Map(RouteGroupBuilder patients) => patients
        .MapPost("{id}/entries", (HttpContext context, string id, PatientJournal journal) =>
            Post.AnswerAsync(context, id, journal, context.RequestAborted))
        .WithMetadata(Operations.PostEntries, AccessPolicy.Records);
}
