using System.Text.Json;

namespace NetTimeline.Cli.Importing;

/// <summary>What an import came to, in lines.</summary>
/// <param name="Recorded">New in the log.</param>
/// <param name="AlreadyThere">Recognised: recorded before, word for word.</param>
/// <param name="NotRecorded">Refused, or of a patient of whom something before was refused.</param>
/// <param name="Unreachable">Why it was broken off; null where it was not.</param>
sealed record ImportOutcome(long Recorded, long AlreadyThere, long NotRecorded, string? Unreachable);

/// <summary>
/// Posts the lines of a file, those of one patient in their order, several patients at once. A request holds the lines
/// of one sort that follow each other for one patient; lines may name each other in any order within a request, and
/// what came before. After a refusal the rest of that patient is left out, since it may build on what is missing.
/// </summary>
/// <param name="client">The server.</param>
/// <param name="source">What the file is called in complaints.</param>
/// <param name="complain">Takes one sentence for each fault, with file and line; from any thread.</param>
/// <param name="progress">Told how many bytes of the file were read and how many lines were recorded.</param>
sealed class Importer(TimelineClient client, string source, Action<string> complain, Action<long, long> progress)
    : IDisposable
{
    /// <summary>A line also names the patient; what is posted of it stays within a request.</summary>
    const int LineBytesMax = Portion.BytesMax + 1024;

    /// <summary>Requests under way or waiting for an earlier one of their patient: what is held in memory.</summary>
    const int PortionsMax = 16;

    readonly SemaphoreSlim room = new(PortionsMax, PortionsMax);
    readonly Lock gate = new();
    readonly Dictionary<string, Task> underWay = new(StringComparer.Ordinal);
    readonly HashSet<string> refused = new(StringComparer.Ordinal);

    /// <summary>Patients of whom a line could not be read. What came before it is still sent.</summary>
    readonly HashSet<string> unreadable = new(StringComparer.Ordinal);

    ImportOutcome outcome = new(0, 0, 0, null);
    Portion? portion;

    public void Dispose() => room.Dispose();

    public async Task<ImportOutcome> RunAsync(Stream file, CancellationToken cancellation)
    {
        string? last = null;
        await foreach (var raw in RawLines.ReadAsync(file, LineBytesMax, cancellation))
        {
            if (raw.Bytes is { } bytes && bytes.Span.Trim(" \t\r"u8).IsEmpty)
            {
                continue;
            }

            switch (ImportLine.Read(raw))
            {
                case ImportLine.Item item:
                    await TakeAsync(item, cancellation);
                    last = item.Patient;
                    break;
                case ImportLine.Faulty faulty:
                    Drop(faulty, last);
                    break;
            }

            progress(raw.End, Now.Recorded);
            if (Now.Unreachable is not null)
            {
                break;
            }
        }

        await PassOnAsync(cancellation);
        await Task.WhenAll(UnderWay());
        return Now;
    }

    ImportOutcome Now
    {
        get
        {
            lock (gate)
            {
                return outcome;
            }
        }
    }

    Task[] UnderWay()
    {
        lock (gate)
        {
            return [.. underWay.Values];
        }
    }

    async Task TakeAsync(ImportLine.Item item, CancellationToken cancellation)
    {
        if (portion?.HasRoomFor(item) is not true)
        {
            await PassOnAsync(cancellation);
        }

        if (unreadable.Contains(item.Patient))
        {
            Leave(1);
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
            unreadable.Add(patient);
            if (portion?.Patient == patient)
            {
                lost += portion.Items.Count;
                portion = null;
            }
        }

        Leave(lost);
    }

    /// <summary>Sends what was gathered once there is room and the patient's request before it was answered.</summary>
    async Task PassOnAsync(CancellationToken cancellation)
    {
        if (portion is not { } ready)
        {
            return;
        }

        portion = null;
        await room.WaitAsync(cancellation);
        lock (gate)
        {
            foreach (var patient in underWay.Keys.Where(each => underWay[each].IsCompletedSuccessfully).ToList())
            {
                underWay.Remove(patient);
            }

            var before = underWay.GetValueOrDefault(ready.Patient, Task.CompletedTask);
            underWay[ready.Patient] = SendAfterAsync(before, ready, cancellation);
        }
    }

    async Task SendAfterAsync(Task before, Portion sent, CancellationToken cancellation)
    {
        try
        {
            await before;
            await Task.Yield(); // what follows never runs under the lock of whoever started it
            if (MaySend(sent))
            {
                var body = sent.Body();
                Note(sent, await client.PostAsync(sent.Path, body, sent.IdempotencyKey(body), cancellation));
            }
        }
        finally
        {
            room.Release();
        }
    }

    bool MaySend(Portion sent)
    {
        lock (gate)
        {
            if (!refused.Contains(sent.Patient))
            {
                return outcome.Unreachable is null;
            }
        }

        Leave(sent.Items.Count);
        return false;
    }

    void Note(Portion sent, ServerAnswer answer)
    {
        switch (answer)
        {
            case ServerAnswer.Good good:
                var news = good.IsNew ? NewIn(good.Body) : 0;
                Change(now => now with
                {
                    Recorded = now.Recorded + news,
                    AlreadyThere = now.AlreadyThere + sent.Items.Count - news,
                });
                break;
            case ServerAnswer.Refused refusal:
                foreach (var fault in refusal.Faults)
                {
                    var (lines, pointer) = sent.Place(fault.Pointer);
                    complain($"{source}:{lines}: {(pointer.Length > 0 ? $"{pointer}: " : "")}{fault.Sentence}");
                }

                Refuse(sent);
                break;
            case ServerAnswer.Unreachable away:
                Change(now => now with { Unreachable = now.Unreachable ?? away.Sentence });
                break;
        }
    }

    /// <summary>Nothing more is sent of the patient.</summary>
    void Refuse(Portion sent)
    {
        lock (gate)
        {
            refused.Add(sent.Patient);
        }

        Leave(sent.Items.Count);
    }

    void Leave(int lines) => Change(now => now with { NotRecorded = now.NotRecorded + lines });

    void Change(Func<ImportOutcome, ImportOutcome> change)
    {
        lock (gate)
        {
            outcome = change(outcome);
        }
    }

    static long NewIn(string posted)
    {
        using var json = JsonDocument.Parse(posted);
        return json.RootElement.GetProperty("lastPosition").GetInt64()
            - json.RootElement.GetProperty("firstPosition").GetInt64() + 1;
    }
}
