using NetTimeline.Domain;
using NetTimeline.Journal;
using NetTimeline.Journal.Views;
using NetTimeline.Server.Access;
using NetTimeline.Server.Erasing;
using NetTimeline.Server.Http;
using NetTimeline.Server.OpenApi;

namespace NetTimeline.Server.Patients;

/// <summary>One entry with everything that was ever done to it.</summary>
static class GetEntry
{
    public static void Map(RouteGroupBuilder patients) => patients
        .MapMethods("{id}/entries/{key}", Reads.Methods, HandleAsync)
        .WithMetadata(Operations.GetEntry);

    static async Task<IResult> HandleAsync(
        HttpContext context, string id, string key, PatientJournal journal, CancellationToken cancellation)
    {
        if (Negotiation.Choose(context.Request, Form.Json) is null)
        {
            return Negotiation.NotAcceptable(Form.Json);
        }

        if (new Inquiry(context).Finish() is { } misunderstood)
        {
            return misunderstood;
        }

        if (await journal.ShowAsync(context, id, cancellation) is not { } history)
        {
            return Missing.Patient;
        }

        if (!EntryKey.TryParse(key, out var entry))
        {
            return Missing.Entry;
        }

        return EntryHistoryView.Of(history, entry) is { } view
            ? Answer.Json(StatusCodes.Status200OK, view) with { Tag = EntityTags.OfVersion(history.Version) }
            : journal.WasErased(history, entry) ? ErasingProblems.Entry
            : Missing.Entry;
    }
}
