using System.Net.Mime;
using System.Text;
using NetTimeline.EventStore;
using NetTimeline.Journal;
using NetTimeline.Journal.Audit;
using NetTimeline.Journal.Changes;
using NetTimeline.Server.Access;
using NetTimeline.Server.Http;
using NetTimeline.Server.Patients;

namespace NetTimeline.Server.Audit;

/// <summary>Everything that was done to a patient's record, for people: a page to read and to print.</summary>
static class GetAuditReport
{
    public static void Map(RouteGroupBuilder patients) => patients
        .MapMethods("{id}/audit-report", Reads.Methods, HandleAsync)
        .WithMetadata(AuditOperations.GetAuditReport);

    static async Task<IResult> HandleAsync(
        HttpContext context, string id, PatientJournal journal, AuditReports reports, TimelineServerOptions options,
        Clinic clinic, CancellationToken cancellation)
    {
        if (!Negotiation.Accepts(context.Request, MediaTypeNames.Text.Html))
        {
            return new Problem(ProblemKinds.NotAcceptable, $"This answer comes as {MediaTypeNames.Text.Html}.");
        }

        var inquiry = new Inquiry(context);
        var days = (int)(inquiry.Number("days", 0, GetBackdated.DaysMax) ?? GetBackdated.DaysDefault);
        var actor = inquiry.Actor();
        if (inquiry.Finish() is { } misunderstood)
        {
            return misunderstood;
        }

        if (await journal.FindIdAsync(id, cancellation) is not { } stream)
        {
            return Missing.Patient;
        }

        var asked = new ReportAsked(options.Clock.GetCurrentInstant(), actor, days, clinic.Zone);
        var report = await reports.OfAsync(stream, asked, cancellation);
        context.Shown().Patient(stream, report.Lines.Count);
        context.Response.Headers.ContentSecurityPolicy = AuditReportStyle.Policy;
        return new Answer(
            StatusCodes.Status200OK, $"{MediaTypeNames.Text.Html}; charset=utf-8",
            Encoding.UTF8.GetBytes(AuditReportPage.Draw(report)));
    }
}

/// <summary>Gathers what a report is made of.</summary>
sealed class AuditReports(ChangeLog log, RegistryKeys keys, EvidenceReader evidence, LedgerReader ledger)
{
    public async Task<AuditReport> OfAsync(Guid stream, ReportAsked asked, CancellationToken cancellation)
    {
        var lines = await log.HistoryOfAsync(stream, cancellation);
        // Read later: what was recorded meanwhile is not in the lines and is left out.
        var shown = await evidence.ReadAsync(stream, cancellation);
        var checkpoints = new List<(LedgerEpoch, StoredCheckpoint?)>();
        foreach (var epoch in await ledger.EpochsAsync(cancellation))
        {
            if (shown.Events.Any(each => epoch.Has(each.Position)))
            {
                checkpoints.Add((epoch, await ledger.NewestCheckpointAsync(epoch, cancellation)));
            }
        }

        var key = await keys.FindAsync(stream, cancellation);
        return AuditReport.Of(key?.Value ?? $"{stream}", lines, shown, checkpoints, asked);
    }
}
