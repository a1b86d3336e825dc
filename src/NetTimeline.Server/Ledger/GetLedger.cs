using System.Globalization;
using System.Text;
using NetTimeline.Server.Http;
using NetTimeline.Server.OpenApi;
using NetTimeline.Server.Patients;

namespace NetTimeline.Server.Ledger;

/// <summary>How the ledger stands.</summary>
static class GetLedger
{
    public static void Map(RouteGroupBuilder ledger) => ledger
        .MapMethods("", Reads.Methods, HandleAsync)
        .WithMetadata(LedgerOperations.Get);

    static async Task<IResult> HandleAsync(
        HttpContext context, Ledgers ledgers, TimelineServerOptions options, CancellationToken cancellation)
    {
        if (Negotiation.Choose(context.Request, Form.Json, Form.Text) is not { } form)
        {
            return Negotiation.NotAcceptable(Form.Json, Form.Text);
        }

        return new Inquiry(context).Finish() is { } misunderstood
            ? misunderstood
            : Answer.In(form, await ViewAsync(ledgers, options, cancellation), Draw);
    }

    public static async Task<LedgerView> ViewAsync(
        Ledgers ledgers, TimelineServerOptions options, CancellationToken cancellation)
    {
        var logs = new List<LogView>();
        foreach (var log in ledgers.All)
        {
            logs.Add(await log.ViewAsync(options, cancellation));
        }

        return LedgerView.Of([.. logs]);
    }

    static string Draw(LedgerView view)
    {
        var text = new StringBuilder();
        foreach (var log in view.Logs)
        {
            var signed = log.SignedAt is { } at ? $"{log.SignedSize} signed at {at}" : "nothing signed";
            text.Append(CultureInfo.InvariantCulture, $"{log.Log}  {log.Status}\n")
                .Append(CultureInfo.InvariantCulture, $"  origin   {log.Origin}\n")
                .Append(CultureInfo.InvariantCulture, $"  files    {log.Path}/checkpoint\n")
                .Append(CultureInfo.InvariantCulture, $"  leaves   {log.Size}, {signed}\n")
                .Append(CultureInfo.InvariantCulture, $"  waiting  {log.Waiting} s\n");
            if (!log.Signs)
            {
                text.Append("  This server has no folder for the ledger and signs nothing.\n");
            }

            if (log.Standstill is { } standstill)
            {
                text.Append(CultureInfo.InvariantCulture, $"  {(log.Frozen ? "FROZEN" : "SIGNS NOTHING")}  ")
                    .Append(CultureInfo.InvariantCulture, $"{standstill.Sentence}\n");
            }

            foreach (var witness in log.Witnesses)
            {
                text.Append(CultureInfo.InvariantCulture, $"  witness  {witness.Name}: {Said(witness)}\n");
            }

            foreach (var ended in log.Ended)
            {
                text.Append(CultureInfo.InvariantCulture, $"  ended    {ended.Origin}, {ended.Size} leaves here\n");
            }
        }

        return text.ToString();
    }

    static string Said(WitnessView witness)
    {
        var cosigned = witness.CosignedAt is { } at
            ? string.Create(CultureInfo.InvariantCulture, $"{witness.Size} leaves cosigned at {at}")
            : "nothing cosigned";
        return witness.Trouble is { } trouble
            ? string.Create(
                CultureInfo.InvariantCulture, $"{cosigned}; not since {trouble.Since}. {trouble.Sentence}")
            : cosigned;
    }
}
