using NetTimeline.EventStore;
using static NetTimeline.IntegrationTests.Ledger.Tampering.Tampers;

namespace NetTimeline.IntegrationTests.Ledger.Tampering;

/// <summary>What was signed is changed, or signed anew by somebody else.</summary>
static class TamperSigned
{
    const string SetNote = "update timeline.checkpoints set note = $2 where log = 'events' and size = $1";

    public static IEnumerable<KeyValuePair<string, Tamper>> All =>
    [
        new("deletes the checkpoint that is known elsewhere", DeletesCheckpointAsync),
        new("deletes all checkpoints", DeletesAllCheckpointsAsync),
        new("changes the text of a note", scene => ChangesNoteAsync(scene, ChangedText)),
        new("changes a signature", scene => ChangesNoteAsync(scene, ChangedSignature)),
        new("puts the signature of one note under another", ExchangesSignaturesAsync),
        new("signs with another key", SignsWithOtherKeyAsync),
        new("changes a root beside its note", ChangesRootAsync),
        new("calls the log by another name", RenamesLogAsync),
        new("takes away the log's first tree", TakesAwayTreeAsync),
        new("writes the log anew from somewhere on", scene => RewritesAsync(scene, resign: null)),
        new("writes the log anew and signs it with another key",
            scene => RewritesAsync(scene, new LogKey(scene.Log.Key.Origin))),
        new("writes the log anew and signs it with its key", scene => RewritesAsync(scene, scene.Log.Key)),
        new("disables a trigger", DisablesTriggerAsync),
        new("drops a trigger", DropsTriggerAsync),
        new("has a trigger call another function", CallsOtherFunctionAsync),
        new("has a trigger fire on another occasion", FiresOtherwiseAsync),
        new("empties the function of a trigger", EmptiesFunctionAsync),
    ];

    static async Task<IReadOnlyList<Expected>> DeletesCheckpointAsync(Scene scene)
    {
        await scene.DoAsync("delete from timeline.checkpoints where log = 'events' and size = $1", scene.Log.Size);
        return One(scene.Log.Size, "MISSING");
    }

    static async Task<IReadOnlyList<Expected>> DeletesAllCheckpointsAsync(Scene scene)
    {
        await scene.DoAsync("delete from timeline.checkpoints where log = 'events'");
        return One(scene.Log.Size, "MISSING");
    }

    static async Task<IReadOnlyList<Expected>> ChangesNoteAsync(Scene scene, Func<string, Random, string> change)
    {
        var (size, note) = await CheckpointAsync(scene);
        await scene.DoAsync(SetNote, size, change(note, scene.Dice));
        return Changed(scene, size);
    }

    static string ChangedText(string note, Random dice)
    {
        var end = note.IndexOf("\n\n", StringComparison.Ordinal);
        return Changed(note, dice.Next(end));
    }

    /// <summary>Behind the id of the key, which four bytes are.</summary>
    static string ChangedSignature(string note, Random dice)
    {
        var begin = note.LastIndexOf(' ') + 1;
        return Changed(note, begin + 8 + dice.Next(note.Length - begin - 16));
    }

    static string Changed(string note, int at) => string.Concat(
        note.AsSpan(0, at), note[at] == 'A' ? "B" : "A", note.AsSpan(at + 1));

    static async Task<IReadOnlyList<Expected>> ExchangesSignaturesAsync(Scene scene)
    {
        var (size, note) = await CheckpointAsync(scene);
        var other = await scene.RowsAsync(
            "select note from timeline.checkpoints where log = 'events' and size <> $1 order by size limit 1",
            row => row.GetString(0), size);
        const string blank = "\n\n";
        var forged = note[..note.IndexOf(blank, StringComparison.Ordinal)]
            + other[0][other[0].IndexOf(blank, StringComparison.Ordinal)..];
        await scene.DoAsync(SetNote, size, forged);
        return Changed(scene, size);
    }

    static async Task<IReadOnlyList<Expected>> SignsWithOtherKeyAsync(Scene scene)
    {
        var (size, _) = await CheckpointAsync(scene);
        var root = (await scene.RowsAsync(
            "select root from timeline.checkpoints where log = 'events' and size = $1",
            row => row.GetFieldValue<byte[]>(0), size)).Single();
        var note = new LogKey(scene.Log.Key.Origin).Sign(size, new NetTimeline.Ledger.Hash(root));
        await scene.DoAsync(SetNote, size, note.ToString());
        return Changed(scene, size);
    }

    static async Task<IReadOnlyList<Expected>> ChangesRootAsync(Scene scene)
    {
        var (size, _) = await CheckpointAsync(scene);
        await scene.FlipAsync(
            "checkpoints", "root", scene.Dice.Next(256), "log = 'events' and size = $1", size);
        return Changed(scene, size);
    }

    static async Task<IReadOnlyList<Expected>> RenamesLogAsync(Scene scene)
    {
        await scene.DoAsync("update timeline.epochs set origin = 'elsewhere.example/events' where log = 'events'");
        var sizes = await SizesAsync(scene);
        return
        [
            .. sizes.Select(size => new Expected(size, "TAMPERED(checkpoint)")),
            new(0, "TAMPERED(epoch)"), new(0, "UNVERIFIABLE(checkpoint)"),
        ];
    }

    /// <summary>As if nothing had ever been signed, and there were nothing to be signed.</summary>
    static async Task<IReadOnlyList<Expected>> TakesAwayTreeAsync(Scene scene)
    {
        foreach (var table in new[] { "checkpoints", "tiles", "ledger_keys", "epochs" })
            await scene.DoAsync($"delete from timeline.{table} where log = 'events'");
        return [new(1, "TAMPERED(epoch)"), new(0, "TAMPERED(epoch)"), new(0, "UNVERIFIABLE(epoch)")];
    }

    /// <summary>
    /// Everything from an event on follows from what is there then; with a key the checkpoints too, so that only the
    /// one that was kept elsewhere is left to tell.
    /// </summary>
    static async Task<IReadOnlyList<Expected>> RewritesAsync(Scene scene, LogKey? resign)
    {
        var position = scene.Position();
        var sizes = await SizesAsync(scene);
        await Rewriting.FromAsync(scene, position, resign);
        var signedBefore = sizes.Where(size => size < position).DefaultIfEmpty().Max();
        if (resign is null)
            return One(signedBefore + 1, "TAMPERED(tree)");

        // What the log's own key has signed anew says nothing any more: then it may be any leaf.
        return resign == scene.Log.Key
            ? [new(1, "TAMPERED(tree)"), new(scene.Log.Size, "MISSING")]
            :
            [
                .. sizes.Where(size => size >= position).Select(size => new Expected(size, "TAMPERED(checkpoint)")),
                new(signedBefore + 1, "TAMPERED(tree)"), new(scene.Log.Size, "MISSING"),
            ];
    }

    static async Task<IReadOnlyList<Expected>> DisablesTriggerAsync(Scene scene)
    {
        await scene.GuardAsync();
        var (table, name) = Trigger(scene);
        var how = scene.Dice.Next(2) == 0 ? "disable" : "enable replica";
        await scene.DoAsync($"alter table timeline.{table} {how} trigger {name}");
        return One(0, "TAMPERED(guard)");
    }

    static async Task<IReadOnlyList<Expected>> DropsTriggerAsync(Scene scene)
    {
        await scene.GuardAsync();
        var (table, name) = Trigger(scene);
        await scene.DoAsync($"drop trigger {name} on timeline.{table}");
        return One(0, "TAMPERED(guard)");
    }

    static async Task<IReadOnlyList<Expected>> CallsOtherFunctionAsync(Scene scene)
    {
        await scene.DoAsync("""
            create function timeline.refuses_nothing() returns trigger language plpgsql as 'begin return null; end'
            """);
        return await ReplacedAsync(scene, "before update or delete or truncate", "refuses_nothing()");
    }

    static Task<IReadOnlyList<Expected>> FiresOtherwiseAsync(Scene scene) => scene.Dice.Next(2) == 0
        ? ReplacedAsync(scene, "before truncate", "refuse_change()")
        : ReplacedAsync(
            scene, "before update or delete or truncate", "refuse_change()", when: "when (current_user = 'nobody')");

    static async Task<IReadOnlyList<Expected>> ReplacedAsync(
        Scene scene, string occasion, string function, string when = "")
    {
        await scene.GuardAsync();
        await scene.DoAsync("drop trigger leaves_are_never_changed on timeline.leaves");
        await scene.DoAsync($"""
            create trigger leaves_are_never_changed {occasion} on timeline.leaves
                for each statement {when} execute function timeline.{function}
            """);
        await scene.DoAsync("alter table timeline.leaves enable always trigger leaves_are_never_changed");
        return One(0, "TAMPERED(guard)");
    }

    static async Task<IReadOnlyList<Expected>> EmptiesFunctionAsync(Scene scene)
    {
        await scene.GuardAsync();
        string[] functions = ["refuse_change", "refuse_all_but_append", "allow_tombstone"];
        await scene.DoAsync($"""
            create or replace function timeline.{functions[scene.Dice.Next(functions.Length)]}() returns trigger
                language plpgsql as 'begin return null; end'
            """);
        return One(0, "TAMPERED(guard)");
    }

    static (string Table, string Name) Trigger(Scene scene)
    {
        var parts = Guards.Names[scene.Dice.Next(Guards.Names.Count)].Split('.');
        return (parts[0], parts[1]);
    }

    static Task<List<long>> SizesAsync(Scene scene) => scene.RowsAsync(
        "select size from timeline.checkpoints where log = 'events' order by size", row => row.GetInt64(0));

    static async Task<(long Size, string Note)> CheckpointAsync(Scene scene)
    {
        var all = await scene.RowsAsync(
            "select size, note from timeline.checkpoints where log = 'events' order by size",
            row => (row.GetInt64(0), row.GetString(1)));
        return all[scene.Dice.Next(all.Count)];
    }

    /// <summary>Of the newest it is also missed that it is not stored as it is known elsewhere.</summary>
    static IReadOnlyList<Expected> Changed(Scene scene, long size) => size == scene.Log.Size
        ? [new(size, "TAMPERED(checkpoint)"), new(size, "MISSING")]
        : One(size, "TAMPERED(checkpoint)");
}
