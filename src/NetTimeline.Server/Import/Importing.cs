using System.IO.Pipelines;
using System.Threading.Channels;
using NetTimeline.Server.Http;

namespace NetTimeline.Server.Import;

/// <summary>
/// One import: reads lines, has portions posted while it reads on, and answers in the order of the lines. What is read
/// and not yet answered is bounded; whoever does not take the answers is not read from either.
/// </summary>
/// <param name="posting">Posts portions.</param>
/// <param name="problemOf">What an exception is to whoever asked.</param>
sealed class Importing(PortionPosting posting, Func<Exception, Problem> problemOf) : IDisposable
{
    /// <summary>
    /// In units of <see cref="UnitBytes"/>, one for the shortest line too: 16 MiB of lines. As many lines as fill a few
    /// commits, also where each is a portion by itself; more would only be kept waiting.
    /// </summary>
    const int UnitsMax = 2048;
    const int UnitBytes = 8 * 1024;

    /// <summary>Each is remembered until the end.</summary>
    const int PatientsRefusedMax = 10_000;

    readonly SemaphoreSlim room = new(UnitsMax, UnitsMax);
    readonly Channel<(Portion Portion, Task<IReadOnlyList<LineResult>> Results)> posted =
        Channel.CreateUnbounded<(Portion, Task<IReadOnlyList<LineResult>>)>();

    Portion? gathered;
    string? last;

    public void Dispose() => room.Dispose();

    /// <summary>
    /// Ends when everything that was read is answered; whatever goes wrong is said in the answer. Whole lines are
    /// recorded even where the sender has gone meanwhile: nobody could say otherwise which of them were.
    /// </summary>
    /// <param name="body">Lines.</param>
    /// <param name="answer">Takes the results.</param>
    /// <param name="gone">The sender has gone.</param>
    /// <param name="stopping">The server stops: no more is read.</param>
    public async Task RunAsync(
        PipeReader body, ImportAnswer answer, CancellationToken gone, CancellationToken stopping)
    {
        using var halt = new CancellationTokenSource();
        using var noMore = CancellationTokenSource.CreateLinkedTokenSource(gone, stopping, halt.Token);
        var reading = ReadAsync(body, noMore.Token, halt.Token);
        Exception? failure = null;
        await foreach (var (portion, results) in posted.Reader.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                answer.Write(await results);
                await answer.FlushUnlessAsync(
                    moreIsThere: posted.Reader.TryPeek(out var next) && next.Results.IsCompleted);
            }
            catch (Exception error)
            {
                failure ??= error;
                await halt.CancelAsync();
            }

            room.Release(UnitsOf(portion));
        }

        var ended = failure ?? await reading;
        await answer.EndAsync(
            ended is null ? null
            : ended is OperationCanceledException && stopping.IsCancellationRequested
                ? Problem.Of(ImportProblems.Stopping)
            : ProblemOf(ended));
    }

    Problem ProblemOf(Exception error) => error switch
    {
        TooManyRefusedException => new Problem(
            ProblemKinds.Refused, $"Lines about {PatientsRefusedMax} patients were refused; no more is read."),
        BadHttpRequestException or IOException or OperationCanceledException => new Problem(
            ProblemKinds.OfUnreadable((error as BadHttpRequestException)?.StatusCode ?? 0),
            "The body did not arrive whole, or too slowly. Whole lines that had come are recorded, as their results "
            + "say."),
        _ => problemOf(error),
    };

    /// <summary>Why it ended before the body did, or null. Does not throw.</summary>
    async Task<Exception?> ReadAsync(PipeReader body, CancellationToken noMore, CancellationToken halt)
    {
        try
        {
            try
            {
                await new LineCutter(body, Limits.EntryBytesMax).CutAsync(
                    (number, utf8, isTooLong) => TakeAsync(number, utf8, isTooLong, halt), noMore);
            }
            finally
            {
                // A body that broke off has said so much.
                await PassOnAsync(halt);
            }

            return null;
        }
        catch (Exception error)
        {
            return error;
        }
        finally
        {
            posted.Writer.Complete();
        }
    }

    /// <summary>An empty line ends a portion, so that a sender who waits for results can have them.</summary>
    async ValueTask TakeAsync(
        long number, ReadOnlyMemory<byte> utf8, bool isTooLong, CancellationToken halt)
    {
        if (utf8.IsEmpty && !isTooLong)
        {
            await PassOnAsync(halt);
            return;
        }

        var line = isTooLong ? ImportLine.TooLong(number) : ImportLine.Read(number, utf8.Span);
        var bytes = utf8.Length + line.ErrorBytes;
        if (gathered?.HasRoomFor(line, bytes) is false)
        {
            await PassOnAsync(halt);
        }

        last = line.Patient ?? last;
        gathered ??= new Portion(last);
        gathered.Add(line, bytes);
    }

    async ValueTask PassOnAsync(CancellationToken halt)
    {
        if (gathered is not { } portion)
        {
            return;
        }

        gathered = null;
        for (var units = UnitsOf(portion); units > 0; units--)
        {
            await room.WaitAsync(halt);
        }

        if (posting.PatientsRefused > PatientsRefusedMax)
        {
            throw new TooManyRefusedException();
        }

        posted.Writer.TryWrite((portion, posting.PostAsync(portion, halt)));
    }

    static int UnitsOf(Portion portion) => Math.Max(portion.Lines.Count, 1 + (portion.Bytes / UnitBytes));

    sealed class TooManyRefusedException : Exception;
}
