using NetTimeline.EventStore;
using NetTimeline.Tests.EventStore;
using Xunit;

namespace NetTimeline.IntegrationTests.EventStore;

/// <summary>
/// Appends that wait together are committed together; the fault of one is not the fault of all.
/// </summary>
public sealed class PoisonTests(PostgresFixture postgres) : PostgresSpec(postgres)
{
    [Fact]
    public async Task Of_128_appends_at_once_the_one_with_a_known_event_id_is_refused_alone()
    {
        var store = OpenStore();
        var known = Appends.Begin(Guid.NewGuid());
        await AppendedAsync(store, known);
        var good = Good(127);

        var answers = SendAsync(store, [.. good, Appends.Begin(Guid.NewGuid(), null, known.Events[0])]);

        Assert.All((await answers)[..127], answer => Assert.IsType<AppendResult.Appended>(answer));
        Assert.IsType<AppendResult.EventIdTaken>((await answers)[127]);
        await AssertHoldsExactlyAsync(store, [.. good.Prepend(known).Select(append => append.Events[0].Id)]);
    }

    [Fact]
    public async Task Of_128_appends_at_once_the_one_that_is_no_json_fails_alone()
    {
        var store = OpenStore();
        var good = Good(127);
        var poison = Appends.Begin(Guid.NewGuid(), null, Appends.Event("""{"secret":"canary" """));

        var failing = store.AppendAsync(poison, Cancellation);
        var answers = await SendAsync(store, good);

        Assert.All(answers, answer => Assert.IsType<AppendResult.Appended>(answer));
        var failure = await Assert.ThrowsAsync<EventStoreException>(() => failing);
        Assert.Equal("22P02", failure.SqlState);
        Assert.DoesNotContain("canary", failure.ToString(), StringComparison.Ordinal);
        await AssertHoldsExactlyAsync(store, good.Select(append => append.Events[0].Id));
    }

    [Fact]
    public async Task Of_128_appends_at_once_the_one_that_is_nested_too_deeply_fails_alone()
    {
        var store = OpenStore();
        var good = Good(127);
        var deep = new string('[', 100_000) + new string(']', 100_000);

        var failing = store.AppendAsync(Appends.Begin(Guid.NewGuid(), null, Appends.Event(deep)), Cancellation);
        var answers = await SendAsync(store, good);

        Assert.All(answers, answer => Assert.IsType<AppendResult.Appended>(answer));
        Assert.Equal("54001", (await Assert.ThrowsAsync<EventStoreException>(() => failing)).SqlState);
    }

    [Fact]
    public async Task Of_128_appends_at_once_the_one_that_cannot_be_written_down_fails_alone()
    {
        var store = OpenStore();
        var good = Good(127);
        var poison = Appends.Begin(Guid.NewGuid()) with { Events = new Unreadable(countable: true) };

        var failing = store.AppendAsync(poison, Cancellation);
        var answers = await SendAsync(store, good);

        Assert.All(answers, answer => Assert.IsType<AppendResult.Appended>(answer));
        await Assert.ThrowsAnyAsync<EventStoreException>(() => failing);
    }

    [Fact]
    public async Task Where_appending_stops_whoever_waits_is_told_and_nothing_more_is_taken_in()
    {
        var store = OpenStore();
        var poison = Appends.Begin(Guid.NewGuid()) with { Events = new Unreadable(countable: false) };

        await Assert.ThrowsAsync<EventStoreException>(() => store.AppendAsync(poison, Cancellation));
        await Assert.ThrowsAsync<EventStoreException>(() => store.AppendAsync(Good(1)[0], Cancellation));
    }

    /// <summary>Events that only the caller can read: a list that came to be used by somebody else.</summary>
    sealed class Unreadable(bool countable) : IReadOnlyList<NewEvent>
    {
        static readonly AsyncLocal<bool> Readable = new();
        readonly NewEvent item = Appends.Event();
        readonly bool made = Readable.Value = true;

        public int Count => countable || Readable.Value ? 1 : throw new InvalidOperationException();

        public NewEvent this[int index] => Readable.Value && made ? item : throw new InvalidOperationException();

        public IEnumerator<NewEvent> GetEnumerator()
        {
            yield return this[0];
        }

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }

    static Append[] Good(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => Appends.Begin(Guid.NewGuid()))];

    static Task<AppendResult[]> SendAsync(PostgresEventStore store, Append[] appends) =>
        Task.WhenAll(appends.Select(append => store.AppendAsync(append, Cancellation)));
}
