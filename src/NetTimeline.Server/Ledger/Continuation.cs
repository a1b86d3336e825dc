using NetTimeline.EventStore;
using NetTimeline.Journal;

namespace NetTimeline.Server.Ledger;

/// <summary>What came of having a log begin anew.</summary>
abstract record Continuation
{
    Continuation() { }

    /// <summary>It goes on in this epoch.</summary>
    public sealed record Begun(LedgerEpoch Epoch) : Continuation;

    /// <summary>It does not stand still, or another server signs it.</summary>
    public sealed record NotNow : Continuation;

    /// <summary>How its tree ends cannot be told, and whoever begins anew says that first.</summary>
    public sealed record Broken(string Sentence) : Continuation;

    /// <summary>Says which tree ended, what was signed of it last, and why it does not go on.</summary>
    /// <param name="note">Null where nothing is known.</param>
    public static FirstLeaf FirstLeaf(LedgerLog log, string? note, string reason, Asking asking)
    {
        var id = Guid.CreateVersion7();
        return log == LedgerLog.Access
            ? new FirstLeaf.OfAccess(id, ended => AccessOf(ended, note, reason, asking))
            : new FirstLeaf.OfEvents(
                SystemStreams.Ledger, ended => LedgerEvents.Continued(id, ended, note, reason, asking));
    }

    /// <summary>Nobody was shown anything: it stands where it does because the log itself is what it is of.</summary>
    static AccessRecord AccessOf(TreeHead ended, string? note, string reason, Asking asking) => new()
    {
        Actor = asking.Actor,
        Category = "ledger",
        Client = asking.Client,
        Continues = new(ended.Epoch.Origin, ended.Size, ended.Root, note, reason),
        Operation = OpenApi.LedgerOperations.Continue.Id,
        Outcome = AccessOutcome.Success,
        Request = asking.Request ?? "none",
    };
}
