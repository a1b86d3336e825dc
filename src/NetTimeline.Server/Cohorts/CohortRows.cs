using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.Timeouts;
using NetTimeline.Journal.Json;
using NetTimeline.Journal.ReadModels;
using NetTimeline.Journal.Views;
using NetTimeline.Server.Access;
using NetTimeline.Server.Http;

namespace NetTimeline.Server.Cohorts;

/// <summary>
/// Every value of a cohort as a row, sent as it is read: no more than some hundreds are held, until it is recorded
/// whose they are. What must be known to read them stands in the headers.
/// </summary>
sealed class CohortRows(CohortMeasure measure, Form form) : IAnswerInParts
{
    /// <summary>Of an answer in rows: every event up to here is in it.</summary>
    public const string PositionHeader = "X-NetTimeline-Position";

    /// <summary>The definition's name and version.</summary>
    public const string MeasureHeader = "X-NetTimeline-Measure";

    /// <summary>Own definitions that the values were made by, of how many there are.</summary>
    public const string DefinitionsHeader = "X-NetTimeline-Definitions";

    /// <summary>Patients whose rows may be missing or old, because an event of theirs was not taken in.</summary>
    public const string SetAsideHeader = "X-NetTimeline-Set-Aside";

    /// <summary>Before they are sent a flush of the disk is waited for.</summary>
    const int BytesAtOnce = 256 * 1024;

    readonly ArrayBufferWriter<byte> held = new();
    readonly List<Guid> patientsHeld = [];
    long rowsHeld;
    Guid patient;

    public long Sent { get; private set; }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, cancellation) = (httpContext.Response, httpContext.RequestAborted);
        // Asked before the answer begins: what the database refuses is a problem and no broken row.
        await using var rows = measure.ValuesAsync(cancellation).GetAsyncEnumerator(cancellation);
        var more = await rows.MoveNextAsync();
        // From here on it takes as long as the reader does; one who takes next to nothing is cut off by the server.
        httpContext.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();
        Begin(response);
        if (HttpMethods.IsHead(httpContext.Request.Method))
        {
            return;
        }

        if (form is Form.Csv)
        {
            held.Write(Encoding.UTF8.GetBytes(CohortCsv.Head));
        }

        for (; more; more = await rows.MoveNextAsync())
        {
            Hold(rows.Current.Value, rows.Current.Patient);
            if (held.WrittenCount > BytesAtOnce)
            {
                await SendAsync(httpContext, cancellation);
            }
        }

        await SendAsync(httpContext, cancellation);
    }

    /// <summary>Each patient is recorded once, before the first of his rows is sent.</summary>
    async Task SendAsync(HttpContext context, CancellationToken cancellation)
    {
        if (patientsHeld.Count > 0)
        {
            var recorder = context.RequestServices.GetRequiredService<AccessRecorder>();
            await recorder.RecordRowsAsync(context, patientsHeld, measure.Position, cancellation);
        }

        context.Response.BodyWriter.Write(held.WrittenSpan);
        await context.Response.BodyWriter.FlushAsync(cancellation);
        Sent += rowsHeld;
        rowsHeld = 0;
        held.ResetWrittenCount();
        patientsHeld.Clear();
    }

    void Begin(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = form is Form.Csv ? $"{Negotiation.Csv}; charset=utf-8" : Negotiation.Lines;
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.Vary = "Accept";
        response.Headers[PositionHeader] = measure.Position.ToString(CultureInfo.InvariantCulture);
        response.Headers[SetAsideHeader] = measure.SetAside.ToString(CultureInfo.InvariantCulture);
        response.Headers[MeasureHeader] = string.Create(
            CultureInfo.InvariantCulture, $"{measure.Definition.Name}@{measure.Definition.Version}");
        response.Headers[DefinitionsHeader] = string.Create(
            CultureInfo.InvariantCulture, $"{measure.Definitions} of {measure.DefinitionsNow}");
    }

    /// <summary>Rows of a patient follow each other.</summary>
    void Hold(CohortValueView value, Guid of)
    {
        rowsHeld++;
        if (of != patient)
        {
            patientsHeld.Add(of);
            patient = of;
        }

        if (form is Form.Csv)
        {
            held.Write(Encoding.UTF8.GetBytes(CohortCsv.Row(measure.Definition, value)));
        }
        else
        {
            held.Write(ViewJson.Write(value).Span);
            held.Write("\n"u8);
        }
    }
}
