using System.Text;
using NetTimeline.EventStore;
using NodaTime;
using Xunit;

namespace NetTimeline.Tests.EventStore;

/// <summary>What every event store keeps. Each test gets an empty store.</summary>
public abstract partial class EventStoreContract : IAsyncLifetime
{
    readonly ManualClock clock = new();

    protected IEventStore Store { get; private set; } = null!;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected abstract Task<IEventStore> OpenAsync(IClock clock);

    public virtual async ValueTask InitializeAsync() => Store = await OpenAsync(clock);

    [Fact]
    public async Task A_store_that_was_disposed_takes_no_more()
    {
        var disposable = Assert.IsType<IAsyncDisposable>(Store, exactMatch: false);
        await disposable.DisposeAsync();
        await disposable.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => AppendAsync(Appends.Begin(Guid.NewGuid())));
    }

    [Fact]
    public async Task An_append_that_was_cancelled_before_is_not_made()
    {
        var append = Appends.Begin(Guid.NewGuid());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Store.AppendAsync(append, new(canceled: true)));

        Assert.Equal(1, (await AppendedAsync(append)).FirstPosition);
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (Store is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
    }

    protected Task<AppendResult> AppendAsync(Append append) => Store.AppendAsync(append, Cancellation);

    protected async Task<AppendResult.Appended> AppendedAsync(Append append) =>
        Assert.IsType<AppendResult.Appended>(await AppendAsync(append));

    [Fact]
    public async Task A_stream_begins_with_its_first_append()
    {
        var stream = Guid.NewGuid();

        var answer = await AppendedAsync(Appends.Begin(stream, "first", Appends.Event(), Appends.Event()));

        Assert.Equal(new(stream, 1, 2, 1, 2, ManualClock.Start, Replayed: false), answer);
        Assert.Equal(
            new(stream, "first", 2, ManualClock.Start, ManualClock.Start),
            await Store.FindStreamAsync("first", Cancellation));
    }

    [Fact]
    public async Task What_was_appended_is_read_back()
    {
        var stream = Guid.NewGuid();
        var act = new Act("ärztin \"m\"", null, "amendment", "surgery", "typo </>", "letter", null);
        var item = new NewEvent(
            Guid.NewGuid(), "entry_amended", 3, Encoding.UTF8.GetBytes("""{"a":1.10,"b":"ü\n"}"""), act);

        await AppendedAsync(Appends.Begin(stream, null, item));

        var stored = Assert.Single(await Store.ReadStreamAsync(stream, 0, Cancellation));
        Assert.Equal((1, stream, 1), (stored.Position, stored.Stream, stored.Version));
        Assert.Equal((item.Id, item.Type, item.Schema), (stored.Id, stored.Type, stored.Schema));
        Assert.Equal((act, ManualClock.Start), (stored.Act, stored.RecordedAt));
        Assert.Equal("""{"a":1.10,"b":"ü\n"}""", Compact(stored.Payload));
    }

    [Fact]
    public async Task The_expected_version_is_exact()
    {
        var stream = Guid.NewGuid();
        await AppendedAsync(Appends.Begin(stream, null, Appends.Event(), Appends.Event()));

        Assert.Equal(new AppendResult.VersionConflict(2), await AppendAsync(Appends.Continue(stream, 1)));
        Assert.Equal(new AppendResult.VersionConflict(2), await AppendAsync(Appends.Continue(stream, 3)));
        Assert.Equal(new AppendResult.VersionConflict(2), await AppendAsync(Appends.Begin(stream, "other")));
        Assert.Equal(3, (await AppendedAsync(Appends.Continue(stream, 2))).LastVersion);
    }

    [Fact]
    public async Task A_stream_that_does_not_exist_is_at_version_zero()
    {
        var nowhere = Guid.NewGuid();

        Assert.Equal(new AppendResult.VersionConflict(0), await AppendAsync(Appends.Continue(nowhere, 1)));
        Assert.Empty(await Store.ReadStreamAsync(nowhere, 0, Cancellation));
        Assert.Null(await Store.FindStreamAsync(nowhere, Cancellation));
        Assert.Null(await Store.FindStreamAsync("nowhere", Cancellation));
    }

    [Fact]
    public async Task An_append_that_was_refused_leaves_nothing_behind()
    {
        var stream = Guid.NewGuid();
        await AppendedAsync(Appends.Begin(stream));
        await AppendAsync(Appends.Continue(stream, 7));

        var answer = await AppendedAsync(Appends.Continue(stream, 1));

        Assert.Equal((2, 2), (answer.FirstPosition, answer.FirstVersion));
    }

    [Fact]
    public async Task An_append_of_no_events_is_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(
            () => AppendAsync(new(Guid.NewGuid(), Guid.NewGuid(), "key", 0, [], null)));

    [Fact]
    public async Task A_key_is_given_exactly_when_a_stream_begins()
    {
        var append = Appends.Begin(Guid.NewGuid());

        await Assert.ThrowsAsync<ArgumentException>(() => AppendAsync(append with { StreamKey = null }));
        await Assert.ThrowsAsync<ArgumentException>(() => AppendAsync(append with { ExpectedVersion = 1 }));
    }

    [Fact]
    public async Task Text_that_cannot_be_stored_is_refused()
    {
        var stream = Guid.NewGuid();

        await Assert.ThrowsAsync<ArgumentException>(() => AppendAsync(Appends.Begin(stream, "a\0b")));
        await Assert.ThrowsAsync<ArgumentException>(() => AppendAsync(Appends.Begin(stream, "a\ud800b")));
        var verbose = Appends.Event() with { Act = Appends.Act with { Reason = new('x', 40_000) } };
        await Assert.ThrowsAsync<ArgumentException>(() => AppendAsync(Appends.Begin(stream, null, verbose)));
    }

    [Fact]
    public async Task A_key_names_one_stream()
    {
        var first = Guid.NewGuid();
        await AppendedAsync(Appends.Begin(first, "patient-7"));

        var answer = await AppendAsync(Appends.Begin(Guid.NewGuid(), "patient-7"));

        Assert.Equal(new AppendResult.StreamKeyTaken(first), answer);
    }

    [Fact]
    public async Task The_same_event_is_not_stored_twice()
    {
        var (item, twin) = (Appends.Event(), Appends.Event());
        var (first, second) = (Guid.NewGuid(), Guid.NewGuid());
        await AppendedAsync(Appends.Begin(first, null, item));

        Assert.Equal(new AppendResult.EventIdTaken(), await AppendAsync(Appends.Begin(second, null, item)));
        Assert.Null(await Store.FindStreamAsync(second, Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(
            () => AppendAsync(Appends.Begin(second, null, twin, twin)));
    }

    [Fact]
    public async Task The_id_of_an_append_is_not_used_twice()
    {
        var append = Appends.Begin(Guid.NewGuid());
        await AppendedAsync(append);

        await Assert.ThrowsAsync<ArgumentException>(
            () => AppendAsync(Appends.Begin(Guid.NewGuid()) with { Id = append.Id }));
    }

    [Fact]
    public async Task A_repeated_command_gets_its_first_answer()
    {
        var stream = Guid.NewGuid();
        await AppendedAsync(Appends.Begin(stream));
        var two = Appends.Continue(stream, 1, Appends.Event(), Appends.Event());
        var first = await AppendedAsync(two with { Command = Appends.Command("k") });
        await AppendedAsync(Appends.Continue(stream, 3));

        var again = await AppendAsync(Appends.Continue(stream, 4) with { Command = Appends.Command("k") });

        Assert.Equal(first with { Replayed = true }, again);
        Assert.Equal(4, (await Store.ReadStreamAsync(stream, 0, Cancellation)).Count);
    }

    [Fact]
    public async Task A_command_key_stands_for_one_body()
    {
        var stream = Guid.NewGuid();
        await AppendedAsync(Appends.Begin(stream) with { Command = Appends.Command("k", "one") });

        var answer = await AppendAsync(
            Appends.Continue(stream, 1) with { Command = Appends.Command("k", "two") });

        Assert.Equal(new AppendResult.CommandKeyReused(), answer);
    }

    [Fact]
    public async Task The_same_command_key_in_another_scope_is_another_command()
    {
        var stream = Guid.NewGuid();
        await AppendedAsync(Appends.Begin(stream) with { Command = Appends.Command("k", scope: "dr-m") });

        var answer = await AppendedAsync(
            Appends.Continue(stream, 1) with { Command = Appends.Command("k", scope: "dr-n") });

        Assert.Equal((2, false), (answer.LastVersion, answer.Replayed));
    }

    [Fact]
    public async Task What_became_of_a_command_can_be_asked()
    {
        var append = Appends.Begin(Guid.NewGuid()) with { Command = Appends.Command("k", "one") };
        var answer = await AppendedAsync(append);

        Assert.Equal(
            answer with { Replayed = true }, await Store.FindCommandAsync(append.Command, Cancellation));
        Assert.Equal(
            new AppendResult.CommandKeyReused(),
            await Store.FindCommandAsync(Appends.Command("k", "two"), Cancellation));
        Assert.Null(await Store.FindCommandAsync(Appends.Command("other"), Cancellation));
    }

    [Fact]
    public async Task A_refusal_is_not_remembered_for_its_command()
    {
        var stream = Guid.NewGuid();
        await AppendedAsync(Appends.Begin(stream));
        await AppendAsync(Appends.Continue(stream, 9) with { Command = Appends.Command("k") });

        var answer = await AppendedAsync(Appends.Continue(stream, 1) with { Command = Appends.Command("k") });

        Assert.False(answer.Replayed);
    }

    [Fact]
    public async Task Recorded_time_never_runs_backwards()
    {
        var (one, other) = (Guid.NewGuid(), Guid.NewGuid());
        await AppendedAsync(Appends.Begin(one));
        clock.Now = ManualClock.Start - Duration.FromHours(1);

        var second = await AppendedAsync(Appends.Begin(other));
        clock.Now = ManualClock.Start + Duration.FromHours(1);
        var third = await AppendedAsync(Appends.Continue(one, 1));

        Assert.Equal(ManualClock.Start, second.RecordedAt);
        Assert.Equal(clock.Now, third.RecordedAt);
        var head = await Store.FindStreamAsync(one, Cancellation);
        Assert.Equal(new(one, $"key-{one:n}", 2, ManualClock.Start, clock.Now), head);
    }

    [Fact]
    public async Task Recorded_time_is_cut_to_whole_microseconds()
    {
        clock.Now = ManualClock.Start + Duration.FromNanoseconds(1_999);
        var stream = Guid.NewGuid();

        var answer = await AppendedAsync(Appends.Begin(stream));

        Assert.Equal(ManualClock.Start + Duration.FromNanoseconds(1_000), answer.RecordedAt);
        var stored = Assert.Single(await Store.ReadStreamAsync(stream, 0, Cancellation));
        Assert.Equal(answer.RecordedAt, stored.RecordedAt);
    }

    static string Compact(ReadOnlyMemory<byte> json) =>
        Encoding.UTF8.GetString(json.Span).Replace(" ", "", StringComparison.Ordinal);
}
