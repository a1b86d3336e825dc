using NetTimeline.EventStore;
using Xunit;

namespace NetTimeline.Tests.EventStore;

public abstract partial class EventStoreContract
{
    [Fact]
    public async Task A_stream_is_read_from_behind_a_version()
    {
        var stream = Guid.NewGuid();
        await AppendedAsync(Appends.Begin(stream, null, Appends.Event(), Appends.Event(), Appends.Event()));
        await AppendedAsync(Appends.Begin(Guid.NewGuid()));

        Assert.Equal([1, 2, 3], Versions(await Store.ReadStreamAsync(stream, 0, Cancellation)));
        Assert.Equal([3], Versions(await Store.ReadStreamAsync(stream, 2, Cancellation)));
        Assert.Empty(await Store.ReadStreamAsync(stream, 3, Cancellation));
        Assert.Empty(await Store.ReadStreamAsync(stream, 4, Cancellation));
    }

    [Fact]
    public async Task The_log_is_read_in_pages()
    {
        for (var count = 0; count < 5; count++)
            await AppendedAsync(Appends.Begin(Guid.NewGuid()));

        Assert.Equal([1, 2], Positions(await Store.ReadAllAsync(0, 2, Cancellation)));
        Assert.Equal([3, 4], Positions(await Store.ReadAllAsync(2, 2, Cancellation)));
        Assert.Equal([5], Positions(await Store.ReadAllAsync(4, 2, Cancellation)));
        Assert.Empty(await Store.ReadAllAsync(5, 2, Cancellation));
    }

    [Fact]
    public async Task The_last_position_is_that_of_the_newest_event()
    {
        Assert.Equal(0, await Store.LastPositionAsync(Cancellation));

        await AppendedAsync(Appends.Begin(Guid.NewGuid(), null, Appends.Event(), Appends.Event()));

        Assert.Equal(2, await Store.LastPositionAsync(Cancellation));
    }

    [Fact]
    public async Task Keys_are_found_for_the_streams_that_there_are()
    {
        var (one, other, unbegun) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await AppendedAsync(Appends.Begin(one, "one"));
        await AppendedAsync(Appends.Begin(other, "other"));

        var keys = await Store.FindStreamKeysAsync([one, unbegun, other, one], Cancellation);

        Assert.Equal(new Dictionary<Guid, string> { [one] = "one", [other] = "other" }, keys);
    }

    [Fact]
    public async Task Streams_are_listed_in_the_order_of_their_keys()
    {
        foreach (var key in (string[])["b-2", "a-1", "B-3", "c%4", "Ä-5"])
            await AppendedAsync(Appends.Begin(Guid.NewGuid(), key));

        Assert.Equal(["B-3", "a-1", "b-2", "c%4", "Ä-5"], await KeysAsync("", null, 10));
        Assert.Equal(["B-3", "b-2"], await KeysAsync("b-", null, 10));
        Assert.Equal(["a-1", "b-2"], await KeysAsync("", "B-3", 2));
        Assert.Equal(["c%4"], await KeysAsync("%", null, 10));
        Assert.Equal(["Ä-5"], await KeysAsync("ä", null, 10));
        Assert.Empty(await KeysAsync("nowhere", null, 10));
    }

    [Fact]
    public async Task Following_gives_what_was_and_what_comes()
    {
        var stream = Guid.NewGuid();
        await AppendedAsync(Appends.Begin(stream, null, Appends.Event(), Appends.Event()));
        await using var followed = Store.FollowAsync(1, Cancellation).GetAsyncEnumerator(Cancellation);

        Assert.Equal(2, await NextAsync(followed));
        var coming = NextAsync(followed);
        await AppendedAsync(Appends.Continue(stream, 2, Appends.Event(), Appends.Event()));

        Assert.Equal(3, await coming);
        Assert.Equal(4, await NextAsync(followed));
    }

    [Fact]
    public async Task Following_ends_when_it_is_cancelled()
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await using var followed = Store.FollowAsync(0, ending.Token).GetAsyncEnumerator(ending.Token);
        var next = followed.MoveNextAsync().AsTask();

        await ending.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }

    static async Task<long> NextAsync(IAsyncEnumerator<StoredEvent> followed)
    {
        Assert.True(await followed.MoveNextAsync());
        return followed.Current.Position;
    }

    async Task<IEnumerable<string>> KeysAsync(string contains, string? after, int max) =>
        (await Store.ListStreamsAsync(contains, after, max, Cancellation)).Select(head => head.Key!);

    static IEnumerable<long> Versions(IEnumerable<StoredEvent> events) => events.Select(item => item.Version);

    static IEnumerable<long> Positions(IEnumerable<StoredEvent> events) =>
        events.Select(item => item.Position);
}
