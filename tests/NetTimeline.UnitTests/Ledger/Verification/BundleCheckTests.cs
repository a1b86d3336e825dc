using System.Text.Json.Nodes;
using NetTimeline.Ledger.Entries;
using NetTimeline.Ledger.Verification;
using Xunit;

namespace NetTimeline.UnitTests.Ledger.Verification;

/// <summary>What is said of bundles that somebody made who knows the format and has no key.</summary>
public sealed class BundleCheckTests
{
    static readonly Guid Stream = Guid.NewGuid();
    static readonly Guid Other = Guid.NewGuid();

    readonly SmallLog log = new();

    public BundleCheckTests()
    {
        for (var number = 0; number < 4; number++)
        {
            log.Record(Other);
            log.Record(Stream);
        }
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public void A_bundle_is_verified_as_far_as_is_asked(bool hasLog, bool shownOnly) =>
        Assert.Equal([], LabelsOf(hasLog, shownOnly: shownOnly));

    [Fact]
    public void Without_the_whole_log_nobody_knows_whether_something_was_left_out() =>
        Assert.Equal(["UNVERIFIABLE(tree)"], LabelsOf(hasLog: false));

    [Fact]
    public void Events_that_were_cut_off_in_front_are_missed() => Assert.Equal(
        ["UNVERIFIABLE(event)", "UNVERIFIABLE(tree)"], LabelsOf(hasLog: false, lines => lines.RemoveRange(0, 2)));

    [Fact]
    public void Events_that_were_cut_off_behind_are_missed_where_the_log_is_there()
    {
        Assert.Equal(["MISSING"], LabelsOf(hasLog: true, lines => lines.RemoveAt(3)));
        Assert.Equal(["UNVERIFIABLE(tree)"], LabelsOf(hasLog: false, lines => lines.RemoveAt(3)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_bundle_without_events_shows_nothing(bool shownOnly) => Assert.Contains(
        "UNVERIFIABLE(event)", LabelsOf(hasLog: false, lines => lines.Clear(), shownOnly: shownOnly));

    [Fact]
    public void All_events_that_were_left_out_are_missed_by_their_salt() => Assert.Equal(
        ["MISSING", "MISSING", "MISSING", "MISSING", "UNVERIFIABLE(event)"],
        LabelsOf(hasLog: true, lines => lines.Clear()));

    [Fact]
    public void The_manifest_does_not_say_of_which_events_the_log_is_searched() => Assert.Equal(
        Enumerable.Repeat("TAMPERED(stream)", 4),
        LabelsOf(hasLog: true, say: manifest => manifest["stream"] = Guid.NewGuid().ToString()));

    [Theory]
    [InlineData("position", 5, "TAMPERED(event)")]
    [InlineData("version", 4, "TAMPERED(version)")]
    public void What_a_line_says_beside_its_leaf_is_held_against_it(string member, int value, string label) =>
        Assert.Equal([label], LabelsOf(hasLog: true, lines => lines[1][member] = value));

    [Fact]
    public void Positions_are_not_all_moved_by_another_epoch() => Assert.Equal(
        ["TAMPERED(file)"],
        LabelsOf(
            hasLog: true, lines => lines.ForEach(line => line["position"] = (int)line["position"]! + 10),
            say: manifest => manifest["epoch"] = 1));

    [Fact]
    public void The_manifest_is_not_at_odds_with_the_versions() => Assert.Equal(
        ["TAMPERED(file)"], LabelsOf(hasLog: true, say: manifest => manifest["versions"] = 5));

    [Fact]
    public void What_was_erased_is_covered_by_the_index_of_its_leaf()
    {
        log.Record(Stream, """{"versions":[2]}""", LedgerEntryKind.Erasure);

        Assert.Equal([], LabelsOf(hasLog: true, lines => Erase(lines[1])));
        Assert.Equal(["TAMPERED(payload)"], LabelsOf(hasLog: true, lines => Erase(lines[2])));
        Assert.Equal(
            ["TAMPERED(envelope)", "TAMPERED(payload)"],
            LabelsOf(hasLog: true, lines => lines[1]["status"] = "erased"));
    }

    [Fact]
    public void What_is_recorded_after_an_erasure_is_not_covered_by_it()
    {
        log.Record(Stream, """{"reason":"asked"}""", LedgerEntryKind.Erasure);
        log.Record(Stream);

        Assert.Equal(["TAMPERED(event)", "TAMPERED(payload)"], LabelsOf(hasLog: true, lines =>
        {
            Erase(lines[5]);
            lines[5]["position"] = 1;
        }));
    }

    [Fact]
    public void What_says_that_something_was_erased_is_not_erased_itself()
    {
        log.Record(Stream, """{"versions":[2]}""", LedgerEntryKind.Erasure);
        log.Record(Stream, """{"reason":"asked"}""", LedgerEntryKind.Erasure);

        Assert.Equal(["TAMPERED(payload)"], LabelsOf(hasLog: true, lines => Erase(lines[4])));
    }

    [Theory]
    [InlineData("""{"versions":["2"]}""")]
    [InlineData("""{"versions":"2"}""")]
    [InlineData("""{"versions":[]}""")]
    [InlineData("""[2]""")]
    public void An_erasure_that_does_not_say_of_what_covers_nothing(string payload)
    {
        log.Record(Stream, payload, LedgerEntryKind.Erasure);

        Assert.Equal(
            ["TAMPERED(payload)", "TAMPERED(payload)"], LabelsOf(hasLog: true, lines => Erase(lines[1])));
    }

    static void Erase(JsonObject line)
    {
        line["status"] = "erased";
        Array.ForEach(["envelope", "payload", "envelopeNonce", "payloadNonce"], name => line.Remove(name));
    }

    IEnumerable<string> LabelsOf(
        bool hasLog, Action<List<JsonObject>>? change = null, bool shownOnly = false, Action<JsonObject>? say = null) =>
        BundleCheck.Run(log.Bundle(Stream, hasLog, change, say), SmallLog.Policy, [], shownOnly)
            .Findings.Select(finding => finding.Label).Order(StringComparer.Ordinal);
}
