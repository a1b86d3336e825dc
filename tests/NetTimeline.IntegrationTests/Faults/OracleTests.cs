using Xunit;

namespace NetTimeline.IntegrationTests.Faults;

/// <summary>The control of all fault tests: a log that was tampered with is found out.</summary>
public sealed class OracleTests
{
    static readonly Guid One = new(1, 0, 0, new byte[8]);
    static readonly Guid Other = new(2, 0, 0, new byte[8]);

    static readonly IReadOnlyList<Kept> Log =
    [
        new("a", One, 1, 1, 10), new("b", Other, 1, 2, 10), new("b", Other, 2, 3, 10), new("c", One, 2, 4, 20),
    ];

    static readonly IReadOnlyList<Told> Answers =
    [
        new("a", "one", 1, Answer.Stored, 1, 1), new("b", "other", 2, Answer.Stored, 1, 2),
        Told.Unanswered("c", "one", 1, Answer.Unknown), Told.Unanswered("d", "one", 1, Answer.Refused),
    ];

    public static TheoryData<string, Func<IReadOnlyList<Kept>>, int> Tampered => new()
    {
        { "a refused one stored", () => [.. Log.Take(3), Log[3] with { Key = "d" }], 1 },
        { "an acknowledged one lost", () => [Log[1] with { Position = 1 }, Log[2] with { Position = 2 }], 2 },
        { "stored twice", () => [.. Log, new("a", One, 3, 5, 20)], 1 },
        { "half of it lost", () => [.. Log.Take(2), Log[3] with { Position = 3 }], 1 },
        { "asked for by nobody", () => [.. Log, new("e", One, 3, 5, 20)], 1 },
        { "a gap in the positions", () => [.. Log.Take(3), Log[3] with { Position = 5 }], 1 },
        { "a gap in the versions", () => [.. Log.Take(3), Log[3] with { Version = 3 }], 1 },
        { "a version twice", () => [.. Log.Take(3), Log[3] with { Version = 1 }], 1 },
        { "recorded before the one before", () => [.. Log.Take(3), Log[3] with { RecordedTicks = 9 }], 1 },
    };

    [Fact]
    public void What_agrees_is_not_complained_of() => Assert.Empty(Oracle.Faults(Log, Answers));

    [Fact]
    public void What_nobody_knew_may_be_absent() => Assert.Empty(Oracle.Faults([.. Log.Take(3)], Answers));

    [Theory]
    [MemberData(nameof(Tampered), DisableDiscoveryEnumeration = true)]
    public void What_does_not_agree_is_named(string tampering, Func<IReadOnlyList<Kept>> log, int faults)
    {
        var found = Oracle.Faults(log(), Answers);

        Assert.True(found.Count == faults, $"{tampering}: {string.Join(' ', found)}");
    }

    [Fact]
    public async Task A_diary_gives_back_what_was_noted()
    {
        await using var diary = new Diary();
        foreach (var answer in Answers)
            await diary.NoteAsync(answer);

        Assert.Equal(2, diary.Stored);
        Assert.Equal(Answers, await diary.CloseAsync());
    }
}
