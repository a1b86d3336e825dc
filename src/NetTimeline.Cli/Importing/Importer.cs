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

    /// <summary>Means nothing before a line.</summary>
    static readonly byte[] Blanks = [.. Enumerable.Repeat((byte)' ', 512)];

    ImportOutcome outcome = new(0, 0, 0, false, null);
    bool isComplete;
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
            return outcome with
            {
                Unreachable = $"No server answers at {client.Server}: nothing listens there, or it cannot be reached.",
            };
        }
        catch (IOException)
        {
            // What was answered stands.
        }

        return isComplete || outcome.IsRefused || outcome.Unreachable is not null
            ? outcome
            : outcome with { Unreachable = $"The connection to {client.Server} broke off." };
    }

    async Task SendAsync(Stream file, StreamingPost post, CancellationToken cancellation)
    {
        var buffer = new byte[64 * 1024];
        var isBetweenLines = true;
        while (true)
        {
            var reading = file.ReadAsync(buffer, cancellation).AsTask();
            while (isBetweenLines && await Task.WhenAny(reading, Task.Delay(Silence, cancellation)) != reading)
            {
                cancellation.ThrowIfCancellationRequested();
                await post.SendAsync(Blanks, cancellation);
            }

            if (await ReadAsync(reading, cancellation) is not (> 0 and var read))
            {
                break;
            }

            await post.SendAsync(buffer.AsMemory(0, read), cancellation);
            isBetweenLines = buffer[read - 1] == '\n';
            progress(Interlocked.Add(ref sent, read), outcome.Recorded);
        }

        await post.EndAsync(cancellation);
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
            outcome = outcome with { IsRefused = true };
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
                TakeProblem(status, line);
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

    void TakeProblem(int status, ReadOnlyMemory<byte> line)
    {
        var faults = ServerFault.In(line) ?? [new ServerFault(null, $"The answer was {status}.")];
        if (status >= 500)
        {
            var why = string.Join(' ', faults.Select(fault => fault.Sentence));
            outcome = outcome with { Unreachable = client.CannotDoIt(why) };
            return;
        }

        outcome = outcome with { IsRefused = true };
        foreach (var fault in faults)
        {
            complain($"{source}: {fault.Sentence}");
        }
    }
}
