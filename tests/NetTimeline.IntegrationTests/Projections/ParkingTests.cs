using NetTimeline.EventStore;
using NetTimeline.Tests.EventStore;
using NodaTime;
using Xunit;

namespace NetTimeline.IntegrationTests.Projections;

/// <summary>A stream that cannot be folded is set aside, by itself and visibly; all others go on.</summary>
public sealed class ParkingTests(PostgresFixture postgres) : ProjectionSpec(postgres)
{
    static readonly ProjectionOptions Impatient = Quick with
    {
        FoldPatience = Duration.FromMilliseconds(100),
        FoldBudget = Duration.FromMilliseconds(300),
        StreamEventsMax = 50,
        StreamBytesMax = 20_000,
    };

    /// <summary>Each of them in a log that was there before the read model, and in one that comes after it.</summary>
    public static TheoryData<Poison, bool> Poisons { get; } = new(
        Enum.GetValues<Poison>().SelectMany(poison => new[] { (poison, false), (poison, true) }));

    readonly CountingProjection projection = new();
    readonly Guid bad = Guid.NewGuid();
    readonly ManualResetEventSlim healed = new();

    public enum Poison
    {
        Throws,
        ThrowsAtRows,
        WaitsForItsToken,
        IgnoresItsToken,
        HasTooManyEvents,
        IsTooLarge,
        MakesUnfitRows,
        IsRefusedByTheDatabase,
    }

    [Theory]
    [MemberData(nameof(Poisons))]
    public async Task Only_the_bad_stream_is_set_aside_and_taken_up_again_in_order(Poison poison, bool isThereBefore)
    {
        Poisoned(poison);
        var store = OpenStore();
        if (!isThereBefore)
        {
            Keep(projection, Impatient);
            await CaughtUpAsync(projection);
        }

        await WriteAsync(store, poison);
        if (isThereBefore)
            Keep(projection, Impatient);

        var current = await CaughtUpAsync(projection);
        await AssertAppliedOnceAsync(projection, bad);
        Assert.Equal(1, current.Parked);
        var parked = await ParkedAfterAsync(attempts: 3);
        Assert.Equal(bad, parked.Stream.Stream);
        Assert.Equal(parked.Stream.Version - 1, await AskAsync<long>(
            $"select coalesce(max(applied), 0) from {current.Table("counting_counts")} where stream_id = '{bad}'"));
        Assert.False((await StatusAsync(projection)).IsHealthy);
        Assert.DoesNotContain("canary", parked.Stream.Explanation, StringComparison.Ordinal);

        healed.Set();
        await WriteMoreAsync(store, poison);
        await TakeUpAsync(poison);
        await UntilAsync(() => StatusAsync(projection), status => status.ParkedCount == 0);
        await AssertAppliedOnceAsync(projection);
        Assert.True((await StatusAsync(projection)).IsHealthy);
    }

    [Fact]
    public async Task A_stream_that_fails_again_counts_one_more_attempt_and_stays_aside()
    {
        Poisoned(Poison.Throws);
        Keep(projection, Impatient);
        await WriteAsync(OpenStore(), Poison.Throws);
        await ParkedAfterAsync(attempts: 3);

        await UnparkAsync(projection, bad);

        await ParkedAfterAsync(attempts: 4);
        await AssertAppliedOnceAsync(projection, bad);
    }

    [Fact]
    public async Task A_keeper_that_begins_tries_each_stream_once_more()
    {
        Poisoned(Poison.Throws);
        Keep(projection, Impatient);
        var store = OpenStore();
        await WriteAsync(store, Poison.Throws);
        await ParkedAfterAsync(attempts: 3);
        await StopAsync();
        healed.Set();
        await WriteMoreAsync(store, Poison.Throws);

        Keep(projection, Impatient);

        await UntilAsync(() => StatusAsync(projection), status => status.ParkedCount == 0);
        await AssertAppliedOnceAsync(projection);
    }

    [Fact]
    public async Task A_stream_that_fails_for_a_moment_comes_back_by_itself()
    {
        var failures = 0;
        projection.OnApply = item =>
        {
            if (item.Stream == bad && Interlocked.Increment(ref failures) <= 2)
                throw new InvalidOperationException("canary");
        };
        Keep(projection, Impatient);

        await WriteAsync(OpenStore(), Poison.Throws);

        await CaughtUpAsync(projection);
        await UntilAsync(() => StatusAsync(projection), status => status.ParkedCount == 0);
        await AssertAppliedOnceAsync(projection);
    }

    [Fact]
    public async Task What_is_set_aside_is_not_settled_until_it_is_taken_up_or_stays_aside()
    {
        Keep(projection, Impatient);
        projection.OnApply = item =>
        {
            if (item.Stream == bad && item.Version == 2)
                throw new InvalidOperationException("canary");
        };
        var before = await CaughtUpAsync(projection);
        var store = OpenStore();
        using var holding = new ManualResetEventSlim();
        projection.OnRows = (stream, cancellation) =>
        {
            if (stream == bad)
                holding.Wait(cancellation);
        };
        await StopAsync();
        Keep(projection, Impatient with { FoldBudget = Duration.FromSeconds(60) });

        await WriteAsync(store, streams: 2, appends: 1);
        var own = (await AppendedAsync(store, Appends.Begin(bad))).LastPosition;
        await WriteAsync(store, streams: 2, appends: 1);

        var slow = await CaughtUpAsync(projection);
        Assert.Equal((own - 1, 1), (slow.Settled, slow.Parked));
        holding.Set();
        await UntilAsync(() => CurrentAsync(projection), now => now!.Settled == now.Position && now.Parked == 0);

        await AppendedAsync(store, Appends.Continue(bad, 1, Appends.Event("""{"n":1}""")));
        await ParkedAfterAsync(attempts: 3);
        var poisoned = await CaughtUpAsync(projection);
        Assert.Equal((poisoned.Position, 1), (poisoned.Settled, poisoned.Parked));
        Assert.Equal(before.Position, before.Settled);
    }

    [Fact]
    public async Task Many_are_taken_up_one_after_the_other_and_none_waits_for_the_next_look()
    {
        projection.OnApply = _ =>
        {
            if (!healed.IsSet)
                throw new InvalidOperationException("canary");
        };
        await WriteAsync(OpenStore(), streams: 20, appends: 2);
        Keep(projection, Impatient with { AttemptsMax = 1 });
        await UntilAsync(() => StatusAsync(projection), status => status.ParkedCount == 20);
        await StopAsync();
        healed.Set();

        // Twenty looks would take longer than the test waits.
        Keep(projection, Impatient with { LookEvery = Duration.FromSeconds(10) });

        await UntilAsync(() => StatusAsync(projection), status => status.ParkedCount == 0);
        await AssertAppliedOnceAsync(projection);
    }

    [Fact]
    public async Task Events_that_come_while_a_stream_is_taken_up_again_are_not_left_out()
    {
        Poisoned(Poison.Throws);
        var store = OpenStore();
        Keep(projection, Impatient with { FoldBudget = Duration.FromSeconds(10) });
        await WriteAsync(store, Poison.Throws);
        await ParkedAfterAsync(attempts: 3);

        // Each attempt to take it up is slow, and meanwhile the stream grows.
        healed.Set();
        projection.OnRows = (stream, _) => Thread.Sleep(stream == bad ? 50 : 0);
        await UnparkAsync(projection, bad);
        for (var version = 3; version < 23; version++)
        {
            await AppendedAsync(store, Appends.Continue(bad, version));
            await Task.Delay(10, Cancellation);
        }

        await UntilAsync(() => StatusAsync(projection), status => status.ParkedCount == 0);
        await AssertAppliedOnceAsync(projection);
    }

    /// <summary>The control: an engine that notes the error and goes on is caught by the same oracle.</summary>
    [Fact]
    public async Task An_engine_that_notes_the_error_and_goes_on_leaves_events_out_and_is_caught()
    {
        var failed = false;
        projection.OnApply = item =>
        {
            if (item.Stream == bad && item.Version == 2 && !failed)
            {
                failed = true;
                throw new InvalidOperationException("canary");
            }
        };
        await WriteAsync(OpenStore(), Poison.Throws);

        var careless = await CarelessEngine.RunAsync(Database, projection, Cancellation);

        Assert.NotEqual(await ReplayedAsync(projection, 0), await RowsAsync(projection, careless));
    }

    void Poisoned(Poison poison)
    {
        projection.OnApply = item =>
        {
            if (item.Stream == bad && poison == Poison.Throws && !healed.IsSet)
                throw new InvalidOperationException("canary");
        };
        projection.OnRows = (stream, cancellation) =>
        {
            if (stream != bad || healed.IsSet)
                return;
            if (poison == Poison.ThrowsAtRows)
                throw new TimeoutException("canary");
            if (poison == Poison.WaitsForItsToken)
                cancellation.WaitHandle.WaitOne();
            cancellation.ThrowIfCancellationRequested();
            if (poison == Poison.IgnoresItsToken)
                healed.Wait(CancellationToken.None);
        };
        projection.Kind = (item, _) => item.Stream == bad && !healed.IsSet && poison == Poison.MakesUnfitRows
            ? "half a character: \uD800"
            : item.Type;
        projection.Json = (item, _) =>
            item.Stream == bad && !healed.IsSet && poison == Poison.IsRefusedByTheDatabase
                ? """{"canary": "\u0000"}"""u8.ToArray()
                : item.Payload.ToArray();
    }

    async Task WriteAsync(PostgresEventStore store, Poison poison)
    {
        var others = Enumerable.Range(0, 5).Select(_ => Guid.NewGuid()).ToList();
        foreach (var stream in others.Append(bad))
            await AppendedAsync(store, Appends.Begin(stream));
        NewEvent[] events = poison switch
        {
            Poison.HasTooManyEvents => [.. Enumerable.Range(0, 60).Select(_ => Appends.Event())],
            Poison.IsTooLarge => [Appends.Event($$"""{"n":1,"text":"{{new string('x', 30_000)}}"}"""), Appends.Event()],
            _ => [Appends.Event(), Appends.Event()],
        };
        await AppendedAsync(store, Appends.Continue(bad, 1, events));
        foreach (var stream in others)
            await AppendedAsync(store, Appends.Continue(stream, 1));
    }

    async Task TakeUpAsync(Poison poison)
    {
        if (poison is Poison.HasTooManyEvents or Poison.IsTooLarge)
        {
            // Only other limits help such a stream.
            await StopAsync();
            Keep(projection, Quick);
        }
        else
        {
            await UnparkAsync(projection, bad);
        }
    }

    Task WriteMoreAsync(PostgresEventStore store, Poison poison) => AppendedAsync(
        store, Appends.Continue(bad, poison == Poison.HasTooManyEvents ? 61 : 3, Appends.Event("""{"n":7}""")));

    async Task<ParkedSince> ParkedAfterAsync(int attempts)
    {
        var status = await UntilAsync(
            () => StatusAsync(projection), status => status.Parked is [var one] && one.Stream.Attempts >= attempts);
        return status.Parked[0];
    }
}
