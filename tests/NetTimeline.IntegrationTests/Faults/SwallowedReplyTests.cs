using Npgsql;
using Xunit;

namespace NetTimeline.IntegrationTests.Faults;

/// <summary>
/// The database commits, and of every fiftieth append the answer is lost with the connection. No writer notices.
/// </summary>
public sealed class SwallowedReplyTests(PostgresFixture postgres) : FaultSpec(postgres)
{
    const int SwallowedPercent = 2;
    const int Writing = 4;

    static readonly int Swallowed = Volume.Of(20, 500);
    static readonly int Doubled = Volume.Of(4, 20);

    [Fact]
    public async Task Answers_that_were_lost_are_looked_up_and_nothing_is_sent_twice()
    {
        await using var line = new FaultyLine(Database, "\"key\"");
        var store = OpenStore(line.ConnectionString);
        line.Passes = SwallowSome(Chance.Dice(0));
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var writing = Writers.RunAsync([store], Writing, TimeSpan.Zero, ending.Token);

        while (line.Resets < Swallowed && !writing.IsCompleted)
            await Task.Delay(TimeSpan.FromMilliseconds(5), Cancellation);
        await ending.CancelAsync();
        await writing;

        Chance.Say($"{line.Resets} answers were swallowed.");
        await AssertNoFaultAsync(OpenStore());
        Assert.DoesNotContain(await Diary.CloseAsync(), told => told.Answer is Answer.Unknown);
    }

    /// <summary>The control: whoever sends again what was not answered stores each such row twice.</summary>
    [Fact]
    public async Task Sending_again_blindly_stores_twice_what_was_swallowed()
    {
        await using var line = new FaultyLine(Database, "insert");
        await using var plain = await PlainTable.CreateAsync(Database, Cancellation);
        await using var behindTheLine = await PlainTable.CreateAsync(line.ConnectionString, Cancellation);
        line.Passes = SwallowSome(Chance.Dice(0));

        var told = 0;
        while (line.Resets < Doubled)
        {
            try
            {
                await behindTheLine.InsertAsync(told, Cancellation);
                told++;
            }
            catch (NpgsqlException)
            {
                // Once more.
            }
        }

        Assert.Equal(told + line.Resets, await plain.CountAsync(Cancellation));
    }

    static Func<Segment, int> SwallowSome(Random dice)
    {
        var gate = new Lock();
        return segment =>
        {
            lock (gate)
            {
                return segment.AnswersMarked && dice.Next(100) < SwallowedPercent ? 0 : segment.Bytes.Length;
            }
        };
    }
}
