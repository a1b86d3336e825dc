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
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Ways => [.. Tampers.All.Keys];

    [Fact]
    public async Task Nothing_is_said_of_a_log_that_nobody_changed()
    {
        await using var connection = new NpgsqlConnection(log.Database);
        await connection.OpenAsync(Cancellation);

        var report = await new Scene(log, connection, new Chance().Dice(0)).VerifyAsync();

        Assert.Empty(report.Findings);
        Assert.Equal(Verdict.Verified, report.Verdict);
        Assert.Equal([new EpochView(log.Key.Origin, log.Size, log.Size, log.Size)], report.Epochs);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task It_is_found_when_somebody(string way)
    {
        var chance = new Chance();
        await using var connection = new NpgsqlConnection(log.Database);
        await connection.OpenAsync(Cancellation);
        for (var instance = 0; instance < Volume.Of(3, 200); instance++)
        {
            await using (var transaction = await connection.BeginTransactionAsync(Cancellation))
            {
                var scene = new Scene(log, connection, chance.Dice(instance));
                await scene.WithoutTriggersAsync();
                var expected = await Tampers.All[way](scene);
                if (!way.StartsWith("disables", StringComparison.Ordinal))
                    await scene.WithTriggersAsync();
                Compare(way, expected, await scene.VerifyAsync());
            }
        }
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
        await scene.WithoutTriggersAsync();
        await Rewriting.FromAsync(scene, scene.Position(), log.Key);
        await scene.WithTriggersAsync();

        Assert.Equal(Verdict.Verified, (await scene.VerifyAsync(withOutside: false)).Verdict);
        Assert.Equal(Verdict.Tampered, (await scene.VerifyAsync()).Verdict);
    }

    /// <summary>Bookkeeping that follows from what was changed may be found beside it.</summary>
    static void Compare(string way, IReadOnlyList<Expected> expected, VerificationReport report)
    {
        const string follows = "TAMPERED(bookkeeping)";
        Assert.Equal(Verdict.Tampered, report.Verdict);
        var found = report.Findings.Select(finding => new Expected(finding.Position, finding.Label)).ToHashSet();
        // Of very many only the first are named.
        var named = report.FindingsTotal > report.Findings.Count ? report.Findings[^1].Position : long.MaxValue;
        var missed = expected.Where(one => one.Position < named && !found.Any(
            each => each.Label == one.Label && (one.Position == 0 || each.Position == one.Position)));
        var wrong = found.Where(each => each.Label != follows && !expected.Any(
            one => each.Label == one.Label && (one.Position == 0 || each.Position == one.Position)));
        Assert.True(
            !missed.Any() && !wrong.Any(),
            $"{way}: expected {string.Join(", ", expected.Take(9))}; "
            + $"found {string.Join(", ", report.Findings.Take(9))}");
    }
}
