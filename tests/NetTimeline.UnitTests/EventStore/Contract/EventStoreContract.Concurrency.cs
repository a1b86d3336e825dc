using NetTimeline.EventStore;
using Xunit;

namespace NetTimeline.Tests.EventStore;

public abstract partial class EventStoreContract
{
    const int Writers = 16;

    [Fact]
    public async Task Sixteen_writers_on_one_stream_lose_nothing()
    {
        const int each = 20;
        var stream = Guid.NewGuid();
        await AppendedAsync(Appends.Begin(stream));

        var acknowledged = await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(WriteAsync)));

        var stored = await Store.ReadStreamAsync(stream, 0, Cancellation);
        Assert.Equal(FromOne((Writers * each) + 1), Versions(stored));
        Assert.Equal(
            acknowledged.SelectMany(ids => ids).Order(), stored.Skip(1).Select(item => item.Id).Order());

        async Task<List<Guid>> WriteAsync()
        {
            var ids = new List<Guid>();
            var version = 1L;
            while (ids.Count < each)
            {
                var item = Appends.Event();
                switch (await AppendAsync(Appends.Continue(stream, version, item)))
                {
                    case AppendResult.Appended appended:
                        version = appended.LastVersion;
                        ids.Add(item.Id);
                        break;
                    case AppendResult.VersionConflict conflict:
                        version = conflict.ActualVersion;
                        break;
                }
            }

            return ids;
        }
    }

    [Fact]
    public async Task A_polling_reader_sees_each_event_of_sixteen_writers_once_and_in_order()
    {
        const int each = 60;
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(WriteAsync)));

        var seen = new List<StoredEvent>();
        while (seen.Count < Writers * each && !(writing.IsCompleted && await EndReachedAsync()))
            seen.AddRange(await Store.ReadAllAsync(Last(seen), 50, Cancellation));

        Assert.Equal(FromOne(Writers * each), Positions(seen));
        Assert.Equal(
            (await writing).SelectMany(answers => answers).Select(answer => answer.FirstPosition).Order(),
            Positions(seen));
        Assert.All(
            seen.GroupBy(item => item.Stream),
            stream => Assert.Equal(FromOne(each), Versions(stream)));

        async Task<bool> EndReachedAsync() =>
            (await Store.ReadAllAsync(Last(seen), 1, Cancellation)).Count == 0;

        async Task<List<AppendResult.Appended>> WriteAsync()
        {
            var stream = Guid.NewGuid();
            var answers = new List<AppendResult.Appended> { await AppendedAsync(Appends.Begin(stream)) };
            for (var version = 1; version < each; version++)
                answers.Add(await AppendedAsync(Appends.Continue(stream, version)));
            return answers;
        }
    }

    [Fact]
    public async Task A_follower_sees_each_event_of_sixteen_writers_once_and_in_order()
    {
        const int each = 30;
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(WriteAsync)));

        var seen = new List<long>();
        await foreach (var item in Store.FollowAsync(0, Cancellation))
        {
            seen.Add(item.Position);
            if (seen.Count == Writers * each)
                break;
        }

        await writing;
        Assert.Equal(FromOne(Writers * each), seen);

        async Task WriteAsync()
        {
            for (var count = 0; count < each; count++)
                await AppendedAsync(Appends.Begin(Guid.NewGuid()));
        }
    }

    [Fact]
    public async Task The_same_command_sent_at_once_by_many_is_done_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(
            () => AppendAsync(Appends.Begin(Guid.NewGuid()) with { Command = Appends.Command("once") }))));

        Assert.Single(answers.Cast<AppendResult.Appended>(), answer => !answer.Replayed);
        Assert.Single(await Store.ReadAllAsync(0, 100, Cancellation));
    }

    [Fact]
    public async Task Of_many_who_begin_a_stream_by_one_key_at_once_one_does()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(
            () => AppendAsync(Appends.Begin(Guid.NewGuid(), "patient-7")))));

        var winner = Assert.Single(answers.OfType<AppendResult.Appended>());
        var losers = answers.OfType<AppendResult.StreamKeyTaken>().ToList();
        Assert.Equal(Writers - 1, losers.Count);
        Assert.All(losers, loser => Assert.Equal(winner.Stream, loser.Stream));
    }

    static IEnumerable<long> FromOne(int count) => Enumerable.Range(1, count).Select(number => (long)number);

    static long Last(List<StoredEvent> seen) => seen.Count == 0 ? 0 : seen[^1].Position;
}
