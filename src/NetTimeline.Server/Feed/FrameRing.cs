namespace NetTimeline.Server.Feed;

/// <summary>
/// The newest frames, so many and no more: positions are dense, so that a frame's place follows from its position.
/// </summary>
/// <remarks>Safe to use from many threads. Nobody is waited for: whoever is too slow finds his place gone.</remarks>
sealed class FrameRing(int capacity)
{
    readonly Lock gate = new();
    readonly ChangeFrame[] places = new ChangeFrame[capacity];
    TaskCompletionSource grown = NewSignal();
    long? last;
    long first;
    int clearings;

    /// <summary>How often it was cleared. What is made of events is as new as this was before it was made.</summary>
    public int Clearings
    {
        get
        {
            lock (gate)
            {
                return clearings;
            }
        }
    }

    /// <summary>Begins anew after a position; what was there is gone.</summary>
    public void Restart(long position)
    {
        lock (gate)
        {
            (last, first) = (position, position + 1);
            Pulse();
        }
    }

    /// <summary>What was there is gone; what follows is added as before.</summary>
    public void Clear()
    {
        lock (gate)
        {
            Array.Clear(places);
            clearings++;
            first = (last ?? 0) + 1;
            Pulse();
        }
    }

    /// <summary>
    /// The frames that follow the last one. Those made before it was cleared are not kept: they may say what had to go.
    /// </summary>
    /// <param name="frames">At least one.</param>
    /// <param name="clearingsBefore">As it was before it was looked up who the events are of.</param>
    public void Add(IReadOnlyList<ChangeFrame> frames, int clearingsBefore)
    {
        lock (gate)
        {
            if (clearingsBefore != clearings)
            {
                last = frames[^1].Position;
                first = last.Value + 1;
                Pulse();
                return;
            }

            foreach (var frame in frames)
            {
                places[frame.Position % capacity] = frame;
                last = frame.Position;
            }

            first = Math.Max(first, last!.Value - capacity + 1);
            Pulse();
        }
    }

    /// <summary>What there is for whoever has seen everything up to a position.</summary>
    public RingAnswer After(long position, int max)
    {
        lock (gate)
        {
            if (last is not { } newest || position + 1 < first)
            {
                return new RingAnswer.NotHere(grown.Task);
            }

            if (position >= newest)
            {
                return new RingAnswer.NothingYet(grown.Task);
            }

            var frames = new ChangeFrame[Math.Min(max, newest - position)];
            for (var at = 0; at < frames.Length; at++)
            {
                frames[at] = places[(position + 1 + at) % capacity];
            }

            return new RingAnswer.Frames(frames);
        }
    }

    void Pulse()
    {
        grown.SetResult();
        grown = NewSignal();
    }

    static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>What a <see cref="FrameRing"/> has after a position.</summary>
abstract record RingAnswer
{
    RingAnswer() { }

    /// <summary>These come next; at least one.</summary>
    public sealed record Frames(IReadOnlyList<ChangeFrame> Next) : RingAnswer;

    /// <summary>That is the newest, or newer than what is here.</summary>
    /// <param name="More">Completes when there is more.</param>
    public sealed record NothingYet(Task More) : RingAnswer;

    /// <summary>The next one is no longer here, or nothing is yet.</summary>
    /// <param name="More">Completes when there is more.</param>
    public sealed record NotHere(Task More) : RingAnswer;
}
