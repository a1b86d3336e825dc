using NetTimeline.Ledger.Verification;
using Xunit;

namespace NetTimeline.UnitTests.Ledger.Verification;

/// <summary>What a report says where more was found than it names.</summary>
public sealed class VerificationReportTests
{
    static readonly Finding[] Closed =
    [
        .. Enumerable.Range(1, 2 * VerificationReport.FindingsMax)
            .Select(position => new Finding(position, RecordClass.Unverifiable, LogPart.Payload, "It is not shown.")),
    ];

    [Fact]
    public void Evidence_is_not_hidden_behind_what_cannot_be_told()
    {
        var altered = new Finding(Closed.Length + 1, RecordClass.Tampered, LogPart.Payload, "It is another.");

        var report = new VerificationReport(Closed.Length + 1, [], [], [.. Closed, altered]);

        Assert.Equal(Verdict.Tampered, report.Verdict);
        Assert.Equal(altered.Position, report.FirstBad?.Position);
        Assert.Equal(altered, report.Findings[^1]);
        Assert.Equal(VerificationReport.FindingsMax, report.Findings.Count);
        Assert.Equal(Closed.Length + 1, report.FindingsTotal);
    }

    [Fact]
    public void Findings_are_in_the_order_of_their_positions()
    {
        var report = new VerificationReport(9, [], [], [
            new(7, RecordClass.Missing, LogPart.Event, ""), new(2, RecordClass.Unverifiable, LogPart.Event, ""),
            new(5, RecordClass.Extra, LogPart.Event, ""),
        ]);

        Assert.Equal([2, 5, 7], report.Findings.Select(finding => finding.Position));
        Assert.Equal(5, report.FirstBad?.Position);
    }
}
