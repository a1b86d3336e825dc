using System.Globalization;
using System.Text;
using System.Text.Json;
using NetTimeline.Journal;
using NetTimeline.Journal.Json;
using NetTimeline.Server.Ledger;

namespace NetTimeline.Server.Erasing;

/// <summary>
/// The erasures as they are written down in the ledger folder: a line each, on the disk before it is committed in the
/// database, and a line that says what became of it. Whoever writes holds the log's lock, so that servers which share
/// the folder do not write at once.
/// </summary>
sealed class ErasureNotes(LedgerFolder folder) : IErasureNotes
{
    public const string File = "erasures.ndjson";

    public void Write(ErasureNote note) => folder.AppendLine(File, ViewJson.Write(note).Span);

    public void Write(ErasureSettled settled) => folder.AppendLine(File, ViewJson.Write(settled).Span);

    /// <summary>
    /// In the order of writing. What a crash left of the last line was followed by no commit; any other line that
    /// cannot be read may be of somebody who would come back.
    /// </summary>
    /// <exception cref="InvalidDataException">A line is none, or about a note that is not there.</exception>
    public IReadOnlyList<NotedErasure> Read()
    {
        var text = Encoding.UTF8.GetString(folder.Read(File) ?? []);
        var noted = new OrderedDictionary<Guid, NotedErasure>();
        foreach (var (at, line) in text.Split('\n').SkipLast(1).Index().Where(each => each.Item.Length > 0))
        {
            if (LineIn<ErasureNote>(line) is { } note)
            {
                noted.TryAdd(note.Event, new(note, null));
            }
            else if (LineIn<ErasureSettled>(line) is { } settled && noted.TryGetValue(settled.Event, out var before))
            {
                noted[settled.Event] = before with { Fate = settled.Fate };
            }
            else
            {
                throw new InvalidDataException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Line {at + 1} of {folder.PathOf(File)} cannot be read; it may say who must not come back."));
            }
        }

        return [.. noted.Values];
    }

    static T? LineIn<T>(string line)
        where T : class
    {
        try
        {
            return ErasingJson.Read<T>(JsonElement.Parse(line)) is Parsed<T>.Understood read ? read.Value : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
