namespace NetTimeline.Ledger.Verification;

/// <summary>Says what it means that rows, entries, tiles and frontiers differ, with the whole log in view.</summary>
/// <remarks>
/// Where a signed checkpoint follows from the entries, they are what was recorded, and whatever differs from them was
/// changed. Where it does not, an entry that a stored tile or frontier contradicts is the one that was changed.
/// </remarks>
/// <param name="changed">Entries that are not those in the trees.</param>
/// <param name="erasures">Those that are.</param>
/// <param name="areOwn">
/// The erasures are of this log. Else they took from its records only what told the stream without the record.
/// </param>
sealed class Judgement(
    IReadOnlyList<EpochTree> trees,
    IReadOnlyList<Suspect> suspects,
    ChangedEntries changed,
    IReadOnlyList<Erasure> erasures,
    KnownStreams streams,
    bool areOwn)
{
    readonly List<Finding> findings = [.. changed.Findings];
    readonly List<ErasedRecord> erased = [];
    readonly HashSet<long> changedEntries = [.. changed.Positions];
    readonly HashSet<Guid> idsOfRows =
        [.. suspects.Where(each => each.RowId is not null).Select(each => each.RowId!.Value)];
    readonly HashSet<Guid> idsOfEntries =
        [.. suspects.Where(each => each.EntryId is not null).Select(each => each.EntryId!.Value)];
    readonly ILookup<Hash, Erasure> erasuresOf = erasures.ToLookup(each => each.StreamTag);

    public IReadOnlyList<ErasedRecord> Erased => erased;

    public IReadOnlyList<Finding> Judge()
    {
        foreach (var tree in trees)
        {
            JudgeUpperTiles(tree);
        }

        foreach (var suspect in suspects)
        {
            Judge(suspect);
        }

        findings.AddRange(changedEntries.Select(ChangedEntry));
        return findings;
    }

    void JudgeUpperTiles(EpochTree tree)
    {
        foreach (var (filled, isThere) in tree.OtherUpperTiles)
        {
            var leaves = filled.Address.Index << (8 * (filled.Address.Level + 1));
            if (!isThere || tree.Vouches(tree.Epoch.FirstPosition + leaves))
            {
                findings.Add(new(
                    tree.Epoch.FirstPosition + leaves, isThere ? RecordClass.Tampered : RecordClass.Missing,
                    LogPart.Tile, $"{filled.Address.Path} is not what follows from the entries."));
            }
        }
    }

    void Judge(Suspect suspect)
    {
        if ((suspect.Faults & (RowFaults.NoEntry | RowFaults.Surplus)) == RowFaults.None
            && (changedEntries.Remove(suspect.Position) || suspect.Faults.HasFlag(RowFaults.EntryUnreadable)))
        {
            findings.Add(ChangedEntry(suspect.Position));
        }
        else if ((suspect.Faults & (RowFaults.NoEntry | RowFaults.NoRow | RowFaults.Surplus)) != RowFaults.None)
        {
            JudgePresence(suspect);
        }
        else if (suspect.Faults.HasFlag(RowFaults.EventId))
        {
            JudgeIdentity(suspect);
        }
        else
        {
            JudgeStream(suspect);
            JudgeContent(suspect);
        }
    }

    void JudgePresence(Suspect suspect)
    {
        if (suspect.Faults.HasFlag(RowFaults.Surplus))
        {
            Add(suspect, idsOfEntries.Contains(suspect.RowId!.Value)
                ? (RecordClass.Reordered, "The event belongs to another position.")
                : (RecordClass.Extra, "No leaf was ever made for this event."));
        }
        else if (!suspect.Faults.HasFlag(RowFaults.NoRow))
        {
            findings.Add(new(suspect.Position, RecordClass.Missing, LogPart.Entry, "Its leaf is not there."));
        }
        else
        {
            Add(suspect, suspect.EntryId is { } entry && idsOfRows.Contains(entry)
                ? (RecordClass.Reordered, "The event that belongs here stands elsewhere.")
                : (RecordClass.Missing, "There is no event here."));
        }
    }

    void JudgeIdentity(Suspect suspect)
    {
        var isElsewhere = idsOfRows.Contains(suspect.EntryId!.Value);
        var isFromElsewhere = idsOfEntries.Contains(suspect.RowId!.Value);
        var isContentKept = (suspect.Faults & (RowFaults.Envelope | RowFaults.Payload)) == RowFaults.None;
        if (isContentKept && (isFromElsewhere || !isElsewhere))
        {
            Add(suspect.Position, LogPart.EventId, "It has another id than its leaf.");
            return;
        }

        if (isElsewhere && isFromElsewhere)
        {
            Add(suspect, (RecordClass.Reordered, "Here stands the event of another position."));
        }

        if (!isElsewhere)
        {
            Add(suspect, (RecordClass.Missing, "The event that belongs here is nowhere."));
        }

        if (!isFromElsewhere)
        {
            Add(suspect, (RecordClass.Extra, "No leaf was ever made for this event."));
        }
    }

    void JudgeStream(Suspect suspect)
    {
        var whole = erasuresOf[suspect.Tag].FirstOrDefault(erasure => erasure.IsWhole);
        if (suspect.Faults.HasFlag(RowFaults.StreamUnknown) && whole is not null)
        {
            if (suspect.Stream != whole.Stream)
            {
                Add(suspect.Position, LogPart.Stream, "By its leaf it belongs to another stream.");
            }
            else if (!areOwn && suspect.Faults == RowFaults.StreamUnknown)
            {
                erased.Add(new(suspect.Position, whole.Position));
            }
        }
        else if (suspect.Faults.HasFlag(RowFaults.StreamTag) || suspect.Faults.HasFlag(RowFaults.StreamUnknown))
        {
            if (whole is not null || streams.Has(suspect.Tag))
            {
                Add(suspect.Position, LogPart.Stream, "By its leaf it belongs to another stream.");
            }
            else
            {
                Add(suspect.Position, LogPart.Salt, "The salt of its stream is not the one its leaf was made with.");
            }
        }
    }

    void JudgeContent(Suspect suspect)
    {
        var erasure = erasuresOf[suspect.Tag]
            .FirstOrDefault(each => areOwn && each.Covers(suspect.Position, suspect.Tag, suspect.Version));
        if (suspect.Faults.HasFlag(RowFaults.Blank) && erasure is not null)
        {
            erased.Add(new(suspect.Position, erasure.Position));
        }
        else if (suspect.Faults.HasFlag(RowFaults.Blank))
        {
            Add(suspect.Position, LogPart.Payload, "Its content is gone, and no erasure in the log covers it.");
        }

        if (suspect.Faults.HasFlag(RowFaults.NoncesOnlyGone))
        {
            Add(
                suspect.Position, erasure is null ? LogPart.Nonces : LogPart.Payload,
                erasure is null ? "Its nonces are gone." : "It was erased, and there is content again.");
        }

        foreach (var (fault, part, sentence) in Parts)
        {
            if (suspect.Faults.HasFlag(fault))
            {
                Add(suspect.Position, part, sentence);
            }
        }
    }

    static readonly (RowFaults Fault, LogPart Part, string Sentence)[] Parts =
    [
        (RowFaults.NoNonces, LogPart.Nonces, "Its nonces are not there."),
        (RowFaults.Stream, LogPart.Stream, "The column says another stream than the record."),
        (RowFaults.Version, LogPart.Version, "It has another version than its leaf."),
        (RowFaults.RecordedAt, LogPart.RecordedAt, "It says another time than its leaf."),
        (RowFaults.Type, LogPart.Type, "The column says another type than its envelope."),
        (RowFaults.Actor, LogPart.Actor, "The column says another actor than its envelope."),
        (RowFaults.Request, LogPart.Request, "The column says another request than its envelope."),
        (RowFaults.UnusedColumn, LogPart.UnusedColumn, "A column that is never filled says something."),
        (RowFaults.Envelope, LogPart.Envelope, "The envelope is not the one its leaf commits to."),
        (RowFaults.Payload, LogPart.Payload, "The payload is not the one its leaf commits to."),
    ];

    void Add(long position, LogPart part, string sentence) =>
        findings.Add(new(position, RecordClass.Tampered, part, sentence));

    void Add(Suspect suspect, (RecordClass Class, string Sentence) judged) =>
        findings.Add(new(suspect.Position, judged.Class, LogPart.Event, judged.Sentence));

    static Finding ChangedEntry(long position) =>
        new(position, RecordClass.Tampered, LogPart.Entry, "The leaf is not the one that is in the tree.");
}
