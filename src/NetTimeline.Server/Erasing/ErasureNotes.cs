using System.Text;
using System.Text.Json;
using NetTimeline.Journal;
using NetTimeline.Journal.Json;
using NetTimeline.Server.Ledger;

namespace NetTimeline.Server.Erasing;

/// <summary>
/// The erasures as they are written down in the ledger folder, a line each, on the disk before they are committed in
/// the database. Whoever writes holds the log's lock, so that servers which share the folder do not write at once.
/// </summary>
sealed class ErasureNotes(LedgerFolder folder)
{
    public const string File = "erasures.ndjson";

    /// <summary>Begins a line of its own: what a crash left of the one before spoils no other.</summary>
    public void Write(ErasureNote note) =>
        folder.Append(File, (byte[])[.. "\n"u8, .. ViewJson.Write(note).Span, .. "\n"u8]);

    /// <summary>In the order of writing. A line that is not whole was followed by no commit.</summary>
    /// <param name="broken">So many lines are none.</param>
    public IReadOnlyList<ErasureNote> Read(out int broken)
    {
        var notes = new List<ErasureNote>();
        broken = 0;
        var text = Encoding.UTF8.GetString(folder.Read(File) ?? []);
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (NoteIn(line) is { } note)
            {
                notes.Add(note);
            }
            else
            {
                broken++;
            }
        }

        return notes;
    }

    static ErasureNote? NoteIn(string line)
    {
        try
        {
            return ErasingJson.Read<ErasureNote>(JsonElement.Parse(line)) is Parsed<ErasureNote>.Understood read
                ? read.Value
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
