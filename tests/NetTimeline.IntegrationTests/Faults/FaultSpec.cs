using NetTimeline.EventStore;
using NetTimeline.IntegrationTests.EventStore;
using Xunit;

namespace NetTimeline.IntegrationTests.Faults;

/// <summary>What every fault test needs: dice, a diary, and the oracle's question.</summary>
public abstract class FaultSpec(PostgresFixture postgres) : PostgresSpec(postgres)
{
    /// <summary>In steps of some milliseconds: minutes, on any machine.</summary>
    const int Patience = 30_000;

    internal Chance Chance { get; } = new();

    internal Diary Diary { get; } = new();

    internal StoreWriters Writers => field ??= new(Diary, Chance);

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
        await Diary.DisposeAsync();
    }

    /// <summary>Until so many more were answered with "stored"; fails where nothing is any more.</summary>
    internal async Task UntilStoredAsync(int more, Task writing)
    {
        var goal = Diary.Stored + more;
        for (var (stored, idle) = (Diary.Stored, 0); Diary.Stored < goal && !writing.IsCompleted; idle++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), Cancellation);
            if (Diary.Stored != stored)
                (stored, idle) = (Diary.Stored, 0);
            Assert.True(idle < Patience, $"Of {more} more {goal - stored} were not stored, and nothing is any more.");
        }

        if (writing.IsCompleted)
            await writing;
    }

    internal static async Task<IReadOnlyList<Kept>> LogAsync(PostgresEventStore store) =>
        [.. (await store.ReadAllAsync(0, int.MaxValue, Cancellation)).Select(Kept.From)];

    /// <summary>The log agrees with all that was said; says how much that was.</summary>
    internal async Task<IReadOnlyList<Kept>> AssertNoFaultAsync(PostgresEventStore store)
    {
        var log = await LogAsync(store);
        var told = await Diary.CloseAsync();
        Chance.Say($"{log.Count} events in the log; of {told.Count} answers "
            + $"{told.Count(item => item.Answer is Answer.Stored)} said stored, "
            + $"{told.Count(item => item.Answer is Answer.Refused or Answer.Failed)} said no, "
            + $"{told.Count(item => item.Answer is Answer.Unknown)} said nothing.");
        Assert.Empty(Oracle.Faults(log, told));
        return log;
    }
}
