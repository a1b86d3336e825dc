using System.Text.Json;

namespace NetTimeline.Cli.Importing;

/// <summary>What an import came to, in lines.</summary>
/// <param name="Recorded">New in the log.</param>
/// <param name="AlreadyThere">Recognised: recorded before, word for word.</param>
/// <param name="NotRecorded">Refused, or of a patient of whom something before was refused.</param>
/// <param name="Unreachable">Why it was broken off; null where it was not.</param>
sealed record ImportOutcome(long Recorded, long AlreadyThere, long NotRecorded, string? Unreachable);

/// <summary>
/// Posts the lines of a file in their order. A request holds the lines of one sort that follow each other for one
/// patient; lines may name each other in any order within a request, and what came before. After a refusal the rest of
/// that patient is left out, since it may build on what is missing; other patients go on.
/// </summary>
/// <param name="client">The server.</param>
/// <param name="source">What the file is called in complaints.</param>
/// <param name="complain">Takes one sentence for each fault, with file and line.</param>
/// <param name="progress">Told how many bytes of the file are done and how many lines were recorded.</param>
sealed class Importer(TimelineClient client, string source, Action<string> complain, Action<long, long> progress)
{
    /// <summary>A line also names the patient; what is posted of it stays within a request.</summary>
    const int LineBytesMax = Portion.BytesMax + 1024;

    readonly HashSet<string> refused = new(StringComparer.Ordinal);
    ImportOutcome outcome = new(0, 0, 0, null);
    Portion? portion;

    public async Task<ImportOutcome> RunAsync(Stream file, CancellationToken cancellation)
    {
        string? last = null;
        await foreach (var raw in RawLines.ReadAsync(file, LineBytesMax, cancellation))
        {
            if (raw.Bytes is { } bytes && bytes.Span.Trim(" \t\r"u8).IsEmpty)
            {
                continue;
            }

            var line = ImportLine.Read(raw);
            if (line is ImportLine.Item item)
            {
                await TakeAsync(item, cancellation);
                last = item.Patient;
            }
            else
            {
                Drop((ImportLine.Faulty)line, last);
            }

            progress(raw.End, outcome.Recorded);
            if (outcome.Unreachable is not null)
            {
                return outcome;
            }
        }

        await SendAsync(cancellation);
        return outcome;
    }

    async Task TakeAsync(ImportLine.Item item, CancellationToken cancellation)
    {
        if (portion?.HasRoomFor(item) is not true)
        {
            await SendAsync(cancellation);
        }

        if (outcome.Unreachable is not null)
        {
            return;
        }

        if (refused.Contains(item.Patient))
        {
            outcome = outcome with { NotRecorded = outcome.NotRecorded + 1 };
            return;
        }

        portion ??= new Portion(item.Patient, item.Sort);
        portion.Add(item);
    }

    /// <summary>A line that does not say whom it is about counts as the patient's of the line before it.</summary>
    void Drop(ImportLine.Faulty line, string? last)
    {
        complain($"{source}:{line.Number}: {line.Sentence}");
        var lost = 1;
        if ((line.Patient ?? last) is { } patient)
        {
            refused.Add(patient);
            if (portion?.Patient == patient)
            {
                lost += portion.Items.Count;
                portion = null;
            }
        }

        outcome = outcome with { NotRecorded = outcome.NotRecorded + lost };
    }

    async Task SendAsync(CancellationToken cancellation)
    {
        if (portion is not { } sent)
        {
            return;
        }

        portion = null;
        var body = sent.Body();
        switch (await client.PostAsync(sent.Path, body, sent.IdempotencyKey(body), cancellation))
        {
            case ServerAnswer.Good good:
                var news = good.IsNew ? NewIn(good.Body) : 0;
                outcome = outcome with
                {
                    Recorded = outcome.Recorded + news,
                    AlreadyThere = outcome.AlreadyThere + sent.Items.Count - news,
                };
                break;
            case ServerAnswer.Refused refusal:
                Refuse(sent, refusal.Faults);
                break;
            case ServerAnswer.Unreachable away:
                outcome = outcome with { Unreachable = away.Sentence };
                break;
        }
    }

    void Refuse(Portion sent, IReadOnlyList<ServerFault> faults)
    {
        foreach (var fault in faults)
        {
            var (lines, pointer) = sent.Place(fault.Pointer);
            complain($"{source}:{lines}: {(pointer.Length > 0 ? $"{pointer}: " : "")}{fault.Sentence}");
        }

        refused.Add(sent.Patient);
        outcome = outcome with { NotRecorded = outcome.NotRecorded + sent.Items.Count };
    }

    static long NewIn(string posted)
    {
        using var json = JsonDocument.Parse(posted);
        return json.RootElement.GetProperty("lastPosition").GetInt64()
            - json.RootElement.GetProperty("firstPosition").GetInt64() + 1;
    }
}
