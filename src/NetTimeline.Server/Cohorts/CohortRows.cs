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
/// Every value of a cohort as a row, sent as it is read: no more than a few are held. What must be known to read them
/// stands in the headers.
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

    const int BytesAtOnce = 32 * 1024;

    public long Sent { get; private set; }

    static readonly byte[] LineFeed = "\n"u8.ToArray();

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
            response.BodyWriter.Write(Encoding.UTF8.GetBytes(CohortCsv.Head));
        }

        for (; more; more = await rows.MoveNextAsync())
        {
            Write(response, rows.Current);
            Sent++;
            if (response.BodyWriter.UnflushedBytes > BytesAtOnce)
            {
                await response.BodyWriter.FlushAsync(cancellation);
            }
        }

        await response.BodyWriter.FlushAsync(cancellation);
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

    void Write(HttpResponse response, CohortValueView value)
    {
        if (form is Form.Csv)
        {
            response.BodyWriter.Write(Encoding.UTF8.GetBytes(CohortCsv.Row(measure.Definition, value)));
        }
        else
        {
            response.BodyWriter.Write(ViewJson.Write(value).Span);
            response.BodyWriter.Write(LineFeed);
        }
    }
}
