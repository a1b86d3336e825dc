namespace NetTimeline.Domain;

/// <summary>One thing that is wrong with a command: a stable code, where it is, and a sentence for a person.</summary>
/// <param name="Refusal">What kind of "no" this is.</param>
/// <param name="Pointer">JSON Pointer (RFC 6901) into the item that was sent; empty for the item itself.</param>
/// <param name="Sentence">Says what is wrong without repeating what was sent beyond keys and numbers.</param>
public sealed record Fault(Refusal Refusal, string Pointer, string Sentence)
{
    /// <summary>The same fault seen from the document that holds the item at <paramref name="prefix"/>.</summary>
    public Fault Below(string prefix) => this with { Pointer = prefix + Pointer };
}

/// <summary>The reasons for which a command is refused.</summary>
public enum Refusal
{
    /// <summary>A member is missing, unknown, of the wrong type or out of its range.</summary>
    Malformed,

    /// <summary>A key is named that no entry of this patient has.</summary>
    UnknownReference,

    /// <summary>A key is named that belongs to an entry of another kind than the place allows.</summary>
    WrongKindOfReference,

    /// <summary>Entries that name each other in a circle where one must come first.</summary>
    Circular,

    /// <summary>A correction without a reason.</summary>
    ReasonMissing,

    /// <summary>A reinterpretation that does not say when it was known.</summary>
    KnownMissing,

    /// <summary>
    /// A statement that its own dates deny (known before it was so, ended before it began), or dates of several
    /// entries of one body that cannot all be true. Correct one, or mark it as disputed.
    /// </summary>
    DatesContradict,

    /// <summary>
    /// Dates that cannot be true together with what is recorded. Correct one, or mark it as disputed.
    /// </summary>
    DatesContradictRecord,

    /// <summary>The key belongs to an entry that says something else.</summary>
    KeyTaken,

    /// <summary>The patient is not enrolled.</summary>
    NotEnrolled,

    /// <summary>The entry was retracted; nothing can be changed about it any more.</summary>
    AlreadyRetracted,

    /// <summary>The entry is still referred to by others.</summary>
    StillReferredTo,

    /// <summary>The lesion was merged into another one.</summary>
    AlreadyMerged,

    /// <summary>An amendment of another kind than the entry.</summary>
    KindChanged,

    /// <summary>A group is given more members than it counts.</summary>
    GroupOverfull,

    /// <summary>A clinical event certainly after death.</summary>
    AfterDeath,

    /// <summary>A death certainly before something that only the living do.</summary>
    DeathBeforeEntry,

    /// <summary>A second death.</summary>
    AlreadyDead,

    /// <summary>It was erased, and is not recorded again.</summary>
    Erased,

    /// <summary>A definition's name belongs to one that it cannot supersede.</summary>
    NameTaken,

    /// <summary>A definition's version is not the one after the last, or it supersedes another than the last.</summary>
    NotNextVersion,
}

/// <summary>Tells a body that can never be accepted from one that only this history refuses.</summary>
public static class Refusals
{
    /// <summary>The history is in the way, not the body: another history would have accepted it.</summary>
    public static bool IsConflictOfState(this Refusal refusal) => refusal is
        Refusal.KeyTaken or Refusal.NotEnrolled or Refusal.AlreadyRetracted or Refusal.StillReferredTo
        or Refusal.KindChanged or Refusal.GroupOverfull or Refusal.AfterDeath or Refusal.DeathBeforeEntry
        or Refusal.AlreadyDead or Refusal.AlreadyMerged or Refusal.NameTaken or Refusal.NotNextVersion
        or Refusal.DatesContradictRecord;
}
