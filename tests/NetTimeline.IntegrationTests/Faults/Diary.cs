using System.Text;
using System.Threading.Channels;

namespace NetTimeline.IntegrationTests.Faults;

/// <summary>
/// What the clients of a run were told, in a file beside the store: written at its end only, and flushed to the disk
/// before the client goes on. Safe to use from many threads.
/// </summary>
sealed class Diary : IAsyncDisposable
{
    readonly string path = Path.GetTempFileName();
    readonly Channel<(Told Told, TaskCompletionSource OnDisk)> waiting =
        Channel.CreateUnbounded<(Told, TaskCompletionSource)>();

    readonly Task writing;
    int stored;

    public Diary() => writing = Task.Run(WriteAsync);

    /// <summary>Purposes and repetitions that were answered with "stored" so far.</summary>
    public int Stored => Volatile.Read(ref stored);

    /// <summary>Completes when it is on the disk.</summary>
    public async Task NoteAsync(Told told)
    {
        var onDisk = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await waiting.Writer.WriteAsync((told, onDisk));
        await onDisk.Task;
        if (told.Answer is Answer.Stored)
            Interlocked.Increment(ref stored);
    }

    /// <summary>Everything that was noted, as the file has it; nothing can be noted any more.</summary>
    public async Task<IReadOnlyList<Told>> CloseAsync()
    {
        waiting.Writer.TryComplete();
        await writing;
        return [.. File.ReadLines(path).Select(Told.Parse)];
    }

    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await writing;
        File.Delete(path);
    }

    async Task WriteAsync()
    {
        await using var file = new FileStream(path, FileMode.Append);
        while (await waiting.Reader.WaitToReadAsync())
        {
            var written = new List<TaskCompletionSource>();
            while (waiting.Reader.TryRead(out var next))
            {
                file.Write(Encoding.UTF8.GetBytes(next.Told.ToLine() + "\n"));
                written.Add(next.OnDisk);
            }

            file.Flush(flushToDisk: true);
            written.ForEach(onDisk => onDisk.SetResult());
        }
    }
}
