using System.Text;
using NetTimeline.EventStore;
using NetTimeline.Journal;
using NetTimeline.Ledger;
using NetTimeline.Ledger.Entries;
using Xunit;

namespace NetTimeline.UnitTests.Audit;

/// <summary>
/// What is stored of what was done to the ledger is read for ever, like tests/stored-events/ledger holds it.
/// </summary>
public sealed class LedgerEventTests
{
    const string Note =
        "clinic.example/events\n9\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n"
        + "\u2014 clinic.example/events AAAAAAE=\n";

    static readonly Asking Operator = new("dr-m", null, "r-1", null, null);

    [Fact]
    public void A_log_that_begins_anew_says_so_in_the_bytes_that_it_always_did()
    {
        var root = new byte[Hash.Length];
        Convert.FromHexString("deadbeef").CopyTo(root, 0);
        var ended = new TreeHead(new(0, "clinic.example/events", 1, null), 7, new Hash(root));

        var written = LedgerEvents.Continued(
            Guid.Empty, ended, Note, "restored from the backup of May 2", Operator);

        Assert.Equal(
            ("log_continued", 1, LedgerEntryKind.LogContinuation), (written.Type, written.Schema, written.Kind));
        Assert.Equal(Sample("log_continued.v1.json"), Encoding.UTF8.GetString(written.Payload.Span));
    }

    static string Sample(string file) => File.ReadAllText(
        Path.Combine(Repository.Root, "tests", "stored-events", "ledger", file)).TrimEnd();
}
