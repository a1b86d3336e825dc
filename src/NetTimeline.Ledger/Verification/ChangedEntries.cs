namespace NetTimeline.Ledger.Verification;

/// <summary>
/// Which entries are not those that are in the tree, by what is stored of it beside them; and what of that was changed
/// itself.
/// </summary>
sealed class ChangedEntries
{
    readonly IReadOnlyList<Suspect> suspects;
    readonly HashSet<long> positions = [];
    readonly List<CommitPlace> doubted = [];
    readonly List<Finding> findings = [];

    public ChangedEntries(IReadOnlyList<EpochTree> trees, IReadOnlyList<Suspect> suspects)
    {
        this.suspects = suspects;
        foreach (var tree in trees)
        {
            Leaves(tree);
            Frontiers(tree);
        }
    }

    /// <summary>Of a commit of which it cannot be told which entry it is, the first.</summary>
    public IReadOnlySet<long> Positions => positions;

    /// <summary>Tiles and frontiers that are not what follows from entries that were signed.</summary>
    public IReadOnlyList<Finding> Findings => findings;

    /// <summary>Whether nothing follows from what the entry says.</summary>
    public bool Doubts(long position) =>
        positions.Contains(position)
        || doubted.Any(commit => commit.First <= position && position <= commit.Last);

    void Leaves(EpochTree tree)
    {
        foreach (var position in tree.OtherLeaves)
        {
            if (tree.Vouches(position))
            {
                findings.Add(new(
                    position, RecordClass.Tampered, LogPart.Tile, "The stored tile has another hash for this leaf."));
            }
            else
            {
                positions.Add(position);
            }
        }
    }

    /// <summary>One changed leaf changes all frontiers behind it; a changed frontier stands alone.</summary>
    void Frontiers(EpochTree tree)
    {
        foreach (var commit in tree.OtherFrontiers.Where(commit => tree.Vouches(commit.Last)))
        {
            findings.Add(ChangedFrontier(commit));
        }

        var open = tree.OtherFrontiers
            .Where(commit => !tree.Vouches(commit.Last)).OrderBy(commit => commit.Last).ToList();
        if (open.Count == 0
            || positions.Any(position => tree.Has(position) && position <= open[0].Last)
            || suspects.Any(each => each.IsWithoutEntry && tree.Has(each.Position) && each.Position <= open[0].Last))
        {
            return;
        }

        var first = open[0];
        var rows = suspects.Where(each => each.Position >= first.First && each.Position <= first.Last).ToList();
        if (rows.Count > 0)
        {
            positions.UnionWith(rows.Select(each => each.Position));
        }
        else if (open.Count > 1 || tree.IsSigned(first.Last))
        {
            positions.Add(first.First);
            doubted.Add(first);
        }
        else
        {
            findings.Add(ChangedFrontier(first));
        }
    }

    static Finding ChangedFrontier(CommitPlace commit) => new(
        commit.Last, RecordClass.Tampered, LogPart.Frontier, "The stored frontier does not follow from the entries.");
}
