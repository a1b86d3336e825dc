namespace NetTimeline.Domain.Entries;

/// <summary>
/// What an entry says, apart from when and by whom: one record for each kind, in a closed hierarchy. Members that
/// are null or empty were not stated; there are no defaults.
/// </summary>
public abstract record EntryContent
{
    private protected EntryContent() { }

    public abstract EntryKinds Kind { get; }

    /// <summary>How the entry is known where its statement gives no <c>known</c>.</summary>
    public virtual Knowledge Knowledge => Knowledge.WhenItOccurs;

    /// <summary>Only the living do or undergo this; refused when certainly after death.</summary>
    public virtual bool OnlyTheLiving => false;

    /// <summary>Every entry this content names.</summary>
    public virtual IEnumerable<Reference> References() => [];

    /// <summary>Entries that this one is not before by the nature of the thing: a reading and its study.</summary>
    public virtual IEnumerable<EntryKey> NotBefore() => [];

    /// <summary>What is wrong with this content by itself.</summary>
    public virtual IEnumerable<Fault> Faults() => [];

    /// <summary>What it says while it lasts: what is counted only at its end is not stated yet.</summary>
    public virtual EntryContent BeforeItsEnd() => this;

    /// <summary>One line for a person.</summary>
    public abstract string Headline();

    private protected static Fault Wrong(string pointer, string sentence) =>
        new(Refusal.Malformed, pointer, sentence);

    private protected static IEnumerable<Fault> NotEmpty<T>(string pointer, Items<T> items, string sentence) =>
        items.Count == 0 ? [Wrong(pointer, sentence)] : [];

    private protected static string Join(params IEnumerable<object?> parts) =>
        string.Join("; ", parts.Select(part => part?.ToString()).Where(text => !string.IsNullOrEmpty(text)));

    private protected static string? List<T>(Items<T> items) => items.Count == 0 ? null : string.Join(", ", items);
}

/// <summary>When an entry is known whose statement does not say.</summary>
public enum Knowledge
{
    /// <summary>Acts, symptoms, encounters and judgements are known when they occur.</summary>
    WhenItOccurs,

    /// <summary>
    /// Results are known no earlier than they occur, open above; so is a death, which follow-up may learn of late.
    /// </summary>
    NotBeforeItOccurs,
}
