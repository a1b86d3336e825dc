using System.Text;
using System.Text.Json.Nodes;
using NetTimeline.Ledger.Verification;
using Xunit;

namespace NetTimeline.UnitTests.Ledger.Verification;

/// <summary>What is said of one event that somebody shows with its proof.</summary>
public sealed class EventProofCheckTests
{
    const int Index = 2;

    static readonly Guid Stream = Guid.NewGuid();

    readonly SmallLog log = new();

    public EventProofCheckTests()
    {
        for (var number = 0; number < 5; number++)
        {
            log.Record(Stream);
        }
    }

    [Fact]
    public void An_event_as_it_was_recorded_is_verified() => Assert.Equal([], LabelsOf(_ => { }));

    [Fact]
    public void Content_that_is_said_to_be_erased_is_not_what_was_recorded() => Assert.Equal(
        ["TAMPERED(envelope)", "TAMPERED(payload)", "UNVERIFIABLE(payload)"],
        LabelsOf(line =>
        {
            line["status"] = "erased";
            line["payload"] = JsonNode.Parse("""{"n":2}""");
        }));

    [Fact]
    public void That_an_event_was_erased_says_nothing_of_its_content() => Assert.Equal(
        ["UNVERIFIABLE(payload)"],
        LabelsOf(line =>
        {
            line["status"] = "erased";
            Array.ForEach(["envelope", "payload", "envelopeNonce", "payloadNonce"], name => line.Remove(name));
        }));

    [Fact]
    public void It_is_of_the_version_and_the_leaf_that_it_says() => Assert.Equal(
        ["TAMPERED(proof)", "TAMPERED(version)"],
        LabelsOf(line => (line["version"], line["index"]) = (4, Index - 1)));

    IEnumerable<string> LabelsOf(Action<JsonObject> change)
    {
        var line = log.LineOf(Index);
        change(line);
        var shown = OpenedEvent.Parse(Encoding.UTF8.GetBytes(line.ToJsonString())).Accepted();
        var report = EventProofCheck.Run(shown, log.ProofOf(Index), SmallLog.Policy);
        Assert.Equal(
            report.FindingsTotal == 0 ? Verdict.Verified
            : report.Findings.All(each => each.Class == RecordClass.Unverifiable) ? Verdict.Incomplete
            : Verdict.Tampered, report.Verdict);
        return report.Findings.Select(finding => finding.Label).Order(StringComparer.Ordinal);
    }
}
