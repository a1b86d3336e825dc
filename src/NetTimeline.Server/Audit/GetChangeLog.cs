using NetTimeline.Domain;
using NetTimeline.EventStore;
using NetTimeline.Journal;
using NetTimeline.Journal.Changes;
using NetTimeline.Journal.Views;
using NetTimeline.Server.Access;
using NetTimeline.Server.Http;
using NetTimeline.Server.Patients;

namespace NetTimeline.Server.Audit;

/// <summary>Who did what to which record, when and why, over all patients or of one.</summary>
static class GetChangeLog
{
    public const int LimitMax = 1000;
    public const int LimitDefault = 100;
    const int WordCharactersMax = 256;

    public static void Map(RouteGroupBuilder ledger) => ledger
        .MapMethods("log", Reads.Methods, HandleAsync)
        .WithMetadata(AuditOperations.GetChangeLog, AccessPolicy.ShowsCourse);

    static async Task<IResult> HandleAsync(
        HttpContext context, ChangeLog log, LedgerReader ledger, PatientJournal journal, CancellationToken cancellation)
    {
        if (Negotiation.Choose(context.Request, Form.Json, Form.Text) is not { } form)
        {
            return Negotiation.NotAcceptable(Form.Json, Form.Text);
        }

        var inquiry = new Inquiry(context);
        var patient = inquiry.Text("patient");
        var wanted = Read(inquiry, patient);
        var stream = patient is null ? null : await journal.LookForAsync(context, inquiry, patient, cancellation);

        if (inquiry.Finish() is { } misunderstood)
        {
            return misunderstood;
        }

        var page = await log.ReadAsync(wanted with { Stream = stream }, cancellation);
        context.Shown().Found(
            stream is { } one
                ? [one]
                : [.. page.Lines.Where(line => line.Patient is not null).Select(line => line.Stored.Stream)],
            position: null);
        var epochs = await ledger.EpochsAsync(cancellation);
        return Answer.In(form, ChangeLogView.Of(page, epochs), ChangeLogText.Draw);
    }

    static ChangesWanted Read(Inquiry inquiry, string? patient)
    {
        var entry = inquiry.Text("entry");
        var isEntry = EntryKey.TryParse(entry, out var key);
        if (entry is not null && !isEntry)
        {
            inquiry.Wrong("entry", "The key of an entry or a correction is expected.");
        }

        if (entry is not null && patient is null)
        {
            inquiry.Wrong("entry", "Keys name entries within a patient: say which, by the parameter patient.");
        }

        return new ChangesWanted(
            null, isEntry ? key : null, inquiry.Words("actor", WordCharactersMax),
            inquiry.Words("client", WordCharactersMax), inquiry.Words("change", WordCharactersMax),
            inquiry.Words("type", WordCharactersMax), inquiry.Moment("from"), inquiry.Moment("to"),
            (int?)inquiry.Number("backdatedDays", 0, GetBackdated.DaysMax),
            inquiry.Word<ChangeOrder>("order") is ChangeOrder.Newest, inquiry.Number("after", 0, long.MaxValue),
            (int)(inquiry.Number("limit", 1, LimitMax) ?? LimitDefault));
    }
}

/// <summary>Which lines come first.</summary>
enum ChangeOrder
{
    Oldest,
    Newest,
}
