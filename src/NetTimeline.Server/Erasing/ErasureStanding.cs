using NetTimeline.Journal;

namespace NetTimeline.Server.Erasing;

/// <summary>
/// Whether this server knows who was erased, and the database has forgotten them. Where it does not know it records
/// nothing, since it would recognise nobody; where the database has them back nothing of a patient is told either.
/// </summary>
/// <remarks>Safe to use from many threads.</remarks>
sealed class ErasureStanding
{
    volatile bool isStranger;
    volatile bool isBehind;
    volatile IReadOnlyList<ErasureNote> left = [];

    /// <summary>The database has a secret, and the ledger folder of this server has not that one, or is none.</summary>
    public bool IsStranger
    {
        get => isStranger;
        set => isStranger = value;
    }

    /// <summary>The database is an older one than before, and what it has back is not erased again yet.</summary>
    public bool IsBehind
    {
        get => isBehind;
        set => isBehind = value;
    }

    /// <summary>Written down, perhaps never carried out, and not to be without being asked again.</summary>
    public IReadOnlyList<ErasureNote> Left
    {
        get => left;
        set => left = value;
    }

    /// <summary>Something of these patients was erased now.</summary>
    public void Erased(IReadOnlySet<Guid> patients) => left = [.. left.Where(note => !patients.Contains(note.Patient))];

    /// <summary>To be called before anything is recorded.</summary>
    /// <exception cref="UnrecognisingException">This server would not recognise who was erased.</exception>
    public void Admit()
    {
        if (isStranger || isBehind)
        {
            throw new UnrecognisingException(isBehind);
        }
    }
}

/// <summary>Nothing is recorded, since whoever was erased would not be recognised.</summary>
/// <param name="isBehind">It passes by itself.</param>
sealed class UnrecognisingException(bool isBehind) : Exception("Whoever was erased would not be recognised.")
{
    public bool IsBehind { get; } = isBehind;
}
