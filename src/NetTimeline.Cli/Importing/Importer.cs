using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace NetTimeline.Cli.Importing;

/// <summary>What an import came to, in lines.</summary>
/// <param name="Recorded">New in the log.</param>
/// <param name="AlreadyThere">Recognised: recorded before, word for word.</param>
/// <param name="NotRecorded">Refused, or of a patient of whom something before was refused.</param>
/// <param name="IsRefused">The server took nothing at all, and said why.</param>
/// <param name="Unreachable">Why it was broken off; null where it was not.</param>
sealed record ImportOutcome(
    long Recorded, long AlreadyThere, long NotRecorded, bool IsRefused, string? Unreachable);

/// <summary>
/// Sends a file to the server in one request, whatever its length, and reads what became of each line while it sends.
/// </summary>
/// <param name="client">The server.</param>
/// <param name="source">What the file is called in complaints.</param>
/// <param name="complain">Takes one sentence for each fault, with file and line.</param>
/// <param name="progress">Told how many bytes of the file were sent and how many lines were recorded.</param>
sealed class Importer(TimelineClient client, string source, Action<string> complain, Action<long, long> progress)
{
    const string Path = "/api/import";
    const string Lines = "application/x-ndjson";

    /// <summary>A server gives up a sender who is silent for longer.</summary>
    static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);

    /// <summary>Twice as much as a line may have: what fills it without an end is none.</summary>
    const int HeldBackMax = 512 * 1024;

    /// <summary>Means nothing before a line.</summary>
    static readonly byte[] Blanks = [.. Enumerable.Repeat((byte)' ', 512)];

    /// <summary>Of one task only, the one that takes the answer.</summary>
    ImportOutcome outcome = new(0, 0, 0, false, null);
    bool isComplete;
    volatile bool isUnreadable;
    long sent;

    public async Task<ImportOutcome> RunAsync(Stream file, CancellationToken cancellation)
    {
        try
        {
            await using var post = await client.OpenPostAsync(Path, Lines, cancellation);
            using var answered = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var sending = SendAsync(file, post, answered.Token);
            await TakeAnswerAsync(post, cancellation);
            await answered.CancelAsync();
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (SocketException)
        {
            return outcome with { Unreachable = client.Nobody.Sentence };
        }
        catch (IOException)
        {
            // What was answered stands.
        }

        var ended = outcome with { IsRefused = outcome.IsRefused || isUnreadable };
        return isComplete || ended.IsRefused || ended.Unreachable is not null
            ? ended
            : ended with { Unreachable = $"The connection to {client.Server} broke off." };
    }

    /// <summary>Whole lines, so that there is something to say, however long the file is silent.</summary>
    async Task SendAsync(Stream file, StreamingPost post, CancellationToken cancellation)
    {
        var buffer = new byte[HeldBackMax];
        var held = 0;
        while (true)
        {
            var reading = file.ReadAsync(buffer.AsMemory(held), cancellation).AsTask();
            while (await Task.WhenAny(reading, Task.Delay(Silence, cancellation)) != reading)
            {
                cancellation.ThrowIfCancellationRequested();
                await post.SendAsync(Blanks, cancellation);
            }

            var read = await ReadAsync(reading, cancellation);
            held += read;
            var isAll = held == buffer.Length || (read == 0 && !isUnreadable);
            var whole = isAll ? held : buffer.AsSpan(0, held).LastIndexOf((byte)'\n') + 1;
            if (whole > 0)
            {
                await post.SendAsync(buffer.AsMemory(0, whole), cancellation);
                buffer.AsSpan(whole, held - whole).CopyTo(buffer);
                held -= whole;
                progress(Interlocked.Add(ref sent, whole), outcome.Recorded);
            }

            if (read == 0)
            {
                await post.EndAsync(cancellation);
                return;
            }
        }
    }

    /// <summary>Nothing more where the file cannot be read; what was sent of it is recorded.</summary>
    async Task<int> ReadAsync(Task<int> reading, CancellationToken cancellation)
    {
        try
        {
            return await reading.WaitAsync(cancellation);
        }
        catch (IOException unreadable)
        {
            isUnreadable = true;
            complain($"{source}: {unreadable.Message}");
            return 0;
        }
    }

    async Task TakeAnswerAsync(StreamingPost post, CancellationToken cancellation)
    {
        var status = await post.StatusAsync(cancellation);
        await foreach (var line in post.LinesAsync(cancellation))
        {
            if (status == 200)
            {
                Take(line);
            }
            else
            {
                TakeProblem(client.Problem((HttpStatusCode)status, line));
            }
        }
    }

    void Take(ReadOnlyMemory<byte> line)
    {
        using var json = JsonDocument.Parse(line);
        if (json.RootElement.TryGetProperty("summary", out var summary))
        {
            isComplete = true;
            outcome = summary.TryGetProperty("problem", out var problem)
                ? outcome with { Unreachable = client.CannotDoIt(problem.GetProperty("detail").GetString()!) }
                : outcome;
            return;
        }

        outcome = json.RootElement.GetProperty("outcome").GetString() switch
        {
            "recorded" => outcome with { Recorded = outcome.Recorded + 1 },
            "already-recorded" => outcome with { AlreadyThere = outcome.AlreadyThere + 1 },
            _ => outcome with { NotRecorded = outcome.NotRecorded + 1 },
        };
        if (json.RootElement.TryGetProperty("errors", out var errors))
        {
            var number = json.RootElement.GetProperty("line").GetInt64();
            foreach (var fault in errors.EnumerateArray().Select(ServerFault.Of))
            {
                var pointer = string.IsNullOrEmpty(fault.Pointer) ? "" : $"{fault.Pointer}: ";
                complain($"{source}:{number}: {pointer}{fault.Sentence}");
            }
        }

        progress(Interlocked.Read(ref sent), outcome.Recorded);
    }

    void TakeProblem(ServerAnswer problem)
    {
        if (problem is ServerAnswer.Unreachable away)
        {
            outcome = outcome with { Unreachable = away.Sentence };
        }

        if (problem is ServerAnswer.Refused refused)
        {
            outcome = outcome with { IsRefused = true };
            foreach (var fault in refused.Faults)
            {
                complain($"{source}: {fault.Sentence}");
            }
        }
    }
}
