using System.Diagnostics;
using NetTimeline.IntegrationTests.Faults;
using NetTimeline.IntegrationTests.Ledger.Tampering;
using NetTimeline.Ledger.Verification;
using Npgsql;
using Xunit;

namespace NetTimeline.IntegrationTests.Ledger;

/// <summary>
/// Whatever a superuser changes behind the log's back is found, at its place and as what it is; of what nobody changed
/// nothing is said.
/// </summary>
public sealed class TamperTests(SignedLog log) : IClassFixture<SignedLog>
{
    const string Untouched = "untouched";

    /// <summary>Rows that were undone are in the way until their transaction has ended.</summary>
    const int InOneTransaction = 10;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Ways => [.. Tampers.All.Keys];

    [Fact]
    public async Task Nothing_is_said_of_a_log_that_nobody_changed()
    {
        await using var connection = new NpgsqlConnection(log.Database);
        await connection.OpenAsync(Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        await Scene.LetPassAsync(connection);

        var report = await new Scene(log, connection, new Chance().Dice(0)).VerifyAsync();

        Assert.Empty(report.Findings);
        Assert.Equal(Verdict.Verified, report.Verdict);
        Assert.Equal(
            [
                new EpochView(log.Key.Origin, log.Size, log.Size, log.Size),
                new EpochView(log.Access.Key.Origin, log.Access.Size, log.Access.Size, log.Access.Size),
            ],
            report.Epochs);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task It_is_found_when_somebody(string way)
    {
        var chance = new Chance();
        await using var connection = new NpgsqlConnection(log.Database);
        await connection.OpenAsync(Cancellation);
        var instances = Volume.Of(3, 200);
        var start = Stopwatch.GetTimestamp();
        for (var first = 0; first < instances; first += InOneTransaction)
        {
            await using var transaction = await connection.BeginTransactionAsync(Cancellation);
            await Scene.LetPassAsync(connection);
            for (var instance = first; instance < Math.Min(first + InOneTransaction, instances); instance++)
            {
                await transaction.SaveAsync(Untouched, Cancellation);
                var scene = new Scene(log, connection, chance.Dice(instance));
                var expected = await Tampers.All[way](scene);
                Compare(way, expected, await scene.VerifyAsync());
                await transaction.RollbackAsync(Untouched, Cancellation);
            }
        }

        Chance.Say($"{way}: {instances} found as what they are, {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s");
    }

    /// <summary>
    /// The limit of what a database can show: who has its key too can write another history, and only a checkpoint that
    /// he does not have contradicts him.
    /// </summary>
    [Fact]
    public async Task Whoever_holds_the_key_too_is_found_out_by_a_checkpoint_from_elsewhere_only()
    {
        await using var connection = new NpgsqlConnection(log.Database);
        await connection.OpenAsync(Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        var scene = new Scene(log, connection, new Chance().Dice(1));
        await Scene.LetPassAsync(connection);
        await Rewriting.FromAsync(scene, scene.Position(), log.Key);

        Assert.Equal(Verdict.Verified, (await scene.VerifyAsync(withOutside: false)).Verdict);
        Assert.Equal(Verdict.Tampered, (await scene.VerifyAsync()).Verdict);
    }

    /// <summary>Bookkeeping that follows from what was changed may be found beside it.</summary>
    static void Compare(string way, IReadOnlyList<Expected> expected, VerificationReport report)
    {
        const string follows = "TAMPERED(bookkeeping)";
        Assert.Equal(Verdict.Tampered, report.Verdict);
        var found = report.Findings
            .Select(finding => new Expected(finding.Position, finding.Label, finding.Log)).ToHashSet();
        // Of very many only the first are named.
        var named = report.FindingsTotal > report.Findings.Count ? report.Findings[^1].Position : long.MaxValue;
        var missed = expected.Where(one => one.Position < named && !found.Any(one.IsMetBy));
        var wrong = found.Where(each => each.Label != follows && !expected.Any(one => one.IsMetBy(each)));
        Assert.True(
            !missed.Any() && !wrong.Any(),
            $"{way}: expected {string.Join(", ", expected.Take(9))}; "
            + $"found {string.Join(", ", report.Findings.Take(9))}");
    }
}
