using NetTimeline.EventStore;
using NetTimeline.Ledger.Entries;
using NetTimeline.Ledger.Verification;
using NetTimeline.Tests.EventStore;
using Xunit;

namespace NetTimeline.IntegrationTests.Ledger;

/// <summary>What a verification says of what was erased, and of what was to be.</summary>
public sealed class ErasureVerificationTests(PostgresFixture postgres) : VerificationSpec(postgres)
{
    const string MoveOfEight = """
        update mt_events set version = 9, stream_id = (select stream_id from mt_events where seq_id = 10)
        where seq_id = 8
        """;

    /// <summary>What an erasure covers is what it said, and not what it is made to say.</summary>
    const string OtherVersions = """
        update mt_events set data = data || '{"versions": [2, 3]}' where seq_id = 11
        """;

    const string PutsContentBack = """
        update mt_events e set data = b.data, headers = b.headers, type = b.type, correlation_id = b.correlation_id,
            user_name = b.user_name
        from backup.mt_events b where b.seq_id = e.seq_id;
        update openings o set nonces = b.nonces from backup.openings b where b.last_position = o.last_position;
        """;

    const string PutsSaltBack = """
        insert into stream_salts select * from backup.stream_salts b where not exists (
            select from stream_salts s where s.stream_id = b.stream_id)
        """;

    const string PutsKeyBack = """
        insert into stream_keys select * from backup.stream_keys b where not exists (
            select from stream_keys s where s.stream_id = b.stream_id)
        """;

    const string PutsIdentityBack = """
        insert into identities (stream_id, sealed)
        select stream_id, '\x00' from backup.mt_events where seq_id = 1
        """;

    readonly Guid whole = Guid.NewGuid();
    readonly Guid single = Guid.NewGuid();

    public static TheoryData<string, long, string[]> Changes => new()
    {
        { """update mt_events set data = '{"n": 1}' where seq_id = 2""", 2, ["TAMPERED(payload)"] },
        { "update mt_events set type = 'entry_recorded' where seq_id = 5", 5, ["TAMPERED(payload)"] },
        { BlankOf(6), 6, ["TAMPERED(payload)"] },
        { MoveOfEight, 8, ["TAMPERED(stream)", "TAMPERED(version)"] },
        { "delete from mt_events where seq_id = 3", 3, ["MISSING"] },
        { OtherVersions, 11, ["TAMPERED(payload)", "5:TAMPERED(payload)"] },
    };

    [Fact]
    public async Task What_was_erased_is_told_from_what_was_altered()
    {
        await RecordedAsync();
        var note = await ErasedAsync();

        var report = await VerifyAsync(note);

        Assert.Empty(report.Findings);
        Assert.Equal([new(1, 10), new(2, 10), new(3, 10), new(5, 11)], report.Erased);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Beside_what_was_erased_everything_else_is_found(string sql, long position, params string[] labels)
    {
        await What_was_erased_is_told_from_what_was_altered();
        await ExecuteAsync(WithoutGuards + sql);

        var found = (await VerifyAsync()).Findings
            .Where(finding => finding.Part is not (LogPart.Guard or LogPart.Bookkeeping))
            .Select(finding => (finding.Position, finding.Label));

        Assert.Equal(
            labels.Select(label => label.Split(':') is [var at, var named]
                ? (long.Parse(at, null), named)
                : (position, label)).Order(),
            found.Order());
    }

    [Theory]
    [InlineData(
        PutsContentBack, "1:TAMPERED(payload)", "2:TAMPERED(payload)", "3:TAMPERED(payload)", "5:TAMPERED(payload)")]
    [InlineData(PutsSaltBack, "10:TAMPERED(salt)")]
    [InlineData(PutsKeyBack, "10:TAMPERED(bookkeeping)")]
    [InlineData(PutsIdentityBack, "10:TAMPERED(identity)")]
    public async Task What_was_erased_and_is_back_from_a_backup_is_found(string sql, params string[] labels)
    {
        await RecordedAsync();
        await ExecuteAsync("""
            create schema backup;
            create table backup.mt_events as table timeline.mt_events;
            create table backup.openings as table timeline.openings;
            create table backup.stream_salts as table timeline.stream_salts;
            create table backup.stream_keys as table timeline.stream_keys;
            """);
        await ErasedAsync();
        await ExecuteAsync(WithoutGuards + sql);

        var report = await VerifyAsync();

        Assert.Equal(
            labels.Order(),
            report.Findings.Where(finding => finding.Part is not LogPart.Guard)
                .Select(finding => $"{finding.Position}:{finding.Label}").Order());
    }

    [Theory]
    [InlineData(LedgerEntryKind.Erasure, """{"versions":["1"]}""", true)]
    [InlineData(LedgerEntryKind.Erasure, """{"versions":"1"}""", true)]
    [InlineData(LedgerEntryKind.Erasure, """[1]""", true)]
    [InlineData(LedgerEntryKind.LogContinuation, """{"origin":1,"root":2,"size":"5"}""", false)]
    [InlineData(LedgerEntryKind.LogContinuation, """[1]""", false)]
    public async Task Leaves_of_an_operators_making_are_found_and_no_crash(
        LedgerEntryKind kind, string payload, bool isFound)
    {
        await AppendedAsync(OpenStore(), Appends.Begin(whole, null, Appends.Event(payload) with { Kind = kind }));
        await SignAsync();

        Assert.Equal(
            isFound ? [(1, "TAMPERED(payload)")] : [],
            (await VerifyAsync()).Findings.Select(finding => (finding.Position, finding.Label)));
    }

    [Fact]
    public async Task What_says_that_something_was_erased_is_covered_by_no_erasure()
    {
        await What_was_erased_is_told_from_what_was_altered();
        await ErasedAsync(Erasing(single, 4));
        await SignAsync();
        Assert.Empty((await VerifyAsync()).Findings);

        await ExecuteAsync(WithoutGuards + BlankOf(11));

        Assert.Contains((11, "TAMPERED(payload)"), (await VerifyAsync()).Findings.Select(
            finding => (finding.Position, finding.Label)));
    }

    async Task RecordedAsync()
    {
        var store = OpenStore();
        foreach (var stream in new[] { whole, single, Guid.NewGuid() })
            await AppendedAsync(store, Appends.Begin(stream, null, Appends.Event(), Appends.Event(), Appends.Event()));
        await SignAsync();
    }

    async Task<byte[]> ErasedAsync()
    {
        await ErasedAsync(Erasing(whole, 3));
        await ErasedAsync(Erasing(single, 3, 2));
        return await SignAsync();
    }

    static Erasure Erasing(Guid stream, long version, params IReadOnlyList<long> versions) =>
        Of(stream, version, versions) is var erasure && versions.Count == 0
            ? erasure
            : erasure with
            {
                Event = erasure.Event with
                {
                    Payload = System.Text.Encoding.UTF8.GetBytes(
                        $$"""{"reason":"asked","versions":[{{string.Join(',', versions)}}]}"""),
                },
            };

    /// <summary>As an erasure leaves events that it covers.</summary>
    static string BlankOf(long position) => $$"""
        update mt_events set data = '{}', headers = '{"erased": true}', type = 'erased', correlation_id = null,
            user_name = null
        where seq_id = {{position}};
        update openings set nonces = overlay(
            nonces placing decode(repeat('00', 64), 'hex') from (64 * ({{position}} - first_position) + 1)::integer)
        where {{position}} between first_position and last_position
        """;
}
