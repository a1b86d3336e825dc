using System.Buffers;
using System.IO.Pipelines;
using System.Text.Encodings.Web;
using System.Text.Json;
using NetTimeline.Domain.Values;
using NetTimeline.Server.Http;

namespace NetTimeline.Server.Import;

/// <summary>Writes the answer to an import, a line of JSON for each line and one at the end.</summary>
sealed class ImportAnswer(PipeWriter response, ILogger log, string request) : IAsyncDisposable
{
    const int UnflushedMax = 16 * 1024;

    static readonly JsonWriterOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    readonly Utf8JsonWriter json = new(response, Readable);
    ImportSummary summary = new(0, 0, 0, 0, null);

    /// <summary>So many lines were answered with a reason.</summary>
    public long Refused => summary.Refused;

    public ValueTask DisposeAsync() => json.DisposeAsync();

    /// <summary>Sends what was written, unless it is little and more is there; waits while nobody takes it.</summary>
    public async ValueTask FlushUnlessAsync(bool moreIsThere)
    {
        if (!moreIsThere || response.UnflushedBytes > UnflushedMax)
        {
            await response.FlushAsync(CancellationToken.None);
        }
    }

    public void Write(IReadOnlyList<LineResult> results)
    {
        foreach (var result in results)
        {
            Write(result);
            summary = summary.With(result.Outcome);
        }
    }

    public async Task EndAsync(Problem? problem)
    {
        summary = summary with
        {
            Problem = problem is null ? null : new ImportSummary.Ended(problem.Kind.Type, problem.Detail),
        };
        response.Write(Journal.Json.ViewJson.Write(new ImportEnd(summary)).Span);
        response.Write("\n"u8);
        ServerLog.Imported(
            log, summary.Recorded, summary.AlreadyRecorded, summary.Refused, summary.Skipped,
            problem?.Kind.Name ?? "the end of the body", request);
        // Never given up: what is said here is recorded.
        await response.FlushAsync(CancellationToken.None);
    }

    /// <summary>What <see cref="LineResult"/> describes, at the speed of the import.</summary>
    void Write(LineResult result)
    {
        json.Reset();
        json.WriteStartObject();
        json.WriteNumber("line"u8, result.Line);
        if (result.Patient is { } patient)
        {
            json.WriteString("patient"u8, patient);
        }

        json.WriteString("outcome"u8, Words.Of(result.Outcome));
        WriteNumber("version"u8, result.Version);
        WriteNumber("position"u8, result.Position);
        Problem.Write(json, result.Errors);
        if (result.Detail is { } detail)
        {
            json.WriteString("detail"u8, detail);
        }

        json.WriteEndObject();
        json.Flush();
        response.Write("\n"u8);
    }

    void WriteNumber(ReadOnlySpan<byte> name, long? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(name, value);
        }
    }
}
