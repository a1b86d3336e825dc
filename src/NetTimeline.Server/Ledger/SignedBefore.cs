using NetTimeline.EventStore;
using NetTimeline.Ledger;
using NetTimeline.Ledger.Notes;

namespace NetTimeline.Server.Ledger;

/// <summary>What was signed before, according to everybody who should know.</summary>
/// <param name="Evidence">Of the newest epoch, with where it was found.</param>
/// <param name="Newest">As the database has it; null before the first.</param>
/// <param name="File">What the file of the last checkpoint holds; null where there is none.</param>
/// <param name="Fault">Somebody says what cannot be understood.</param>
sealed record SignedBefore(
    IReadOnlyList<(string Where, Checkpoint Checkpoint)> Evidence, StoredCheckpoint? Newest, byte[]? File,
    Standstill? Fault)
{
    /// <summary>Reads both; neither is believed without the signature of the log's key.</summary>
    public static async Task<SignedBefore> ReadAsync(
        LedgerReader reader, LedgerFolder folder, LedgerEpoch epoch, INoteSigner? key, CancellationToken cancellation)
    {
        var file = LedgerFolder.LastCheckpointOf(reader.Log.Name);
        var before = new SignedBefore(
            [], await reader.NewestCheckpointAsync(epoch, cancellation), folder.Read(file), Fault: null);
        if (before.Newest is { } newest)
        {
            before = before.With(
                "The newest checkpoint of the database", System.Text.Encoding.UTF8.GetBytes(newest.Note), epoch, [],
                key);
        }

        var epochs = await reader.EpochsAsync(cancellation);
        return before.File is { } note ? before.With(folder.PathOf(file), note, epoch, epochs, key) : before;
    }

    /// <summary>
    /// The name of the tree that was signed last, where it is one that this log went on as before an older database
    /// took the place of that which knew it.
    /// </summary>
    public string? LostOrigin(IReadOnlyList<LedgerEpoch> epochs) =>
        File is { } bytes && SignedNote.Parse(bytes) is Parsed<SignedNote>.Accepted { Value: var note }
        && Checkpoint.Parse(note.Text) is Parsed<Checkpoint>.Accepted { Value.Origin: var origin }
        && origin.StartsWith($"{epochs[0].Origin}/e", StringComparison.Ordinal)
        && epochs.All(each => each.Origin != origin)
            ? origin
            : null;

    /// <param name="epochs">One that is not of the newest epoch may be of one of these, which ended.</param>
    SignedBefore With(
        string where, byte[] bytes, LedgerEpoch epoch, IReadOnlyList<LedgerEpoch> epochs, INoteSigner? key)
    {
        if (SignedNote.Parse(bytes) is not Parsed<SignedNote>.Accepted { Value: var note }
            || Checkpoint.Parse(note.Text) is not Parsed<Checkpoint>.Accepted { Value: var checkpoint })
        {
            return this with { Fault = Fault ?? Standstill.Unreadable(where) };
        }

        if (checkpoint.Origin != epoch.Origin)
        {
            return epochs.Any(each => each.Origin == checkpoint.Origin)
                ? this
                : this with { Fault = Fault ?? Standstill.OfAnother(where, checkpoint.Origin) };
        }

        var isSigned = key is null || note.Verify(NoteVerifiers.Of(key.Key)!) is NoteVerdict.Signed;
        return isSigned
            ? this with { Evidence = [.. Evidence, (where, checkpoint)] }
            : this with { Fault = Fault ?? Standstill.Unreadable(where) };
    }
}
