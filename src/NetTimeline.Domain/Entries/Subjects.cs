namespace NetTimeline.Domain.Entries;

/// <summary>"This lesion" or "one of these", never both.</summary>
static class Subjects
{
    /// <summary>One of the two is named.</summary>
    public static IEnumerable<Fault> Faults(EntryKey? lesion, Items<EntryKey> oneOf)
    {
        if (lesion is null == (oneOf.Count == 0))
        {
            yield return Wrong("/lesion", "Name either one lesion or group, or in oneOf the candidates.");
        }

        foreach (var fault in Candidates(oneOf))
        {
            yield return fault;
        }
    }

    /// <summary>One or none of the two is named.</summary>
    public static IEnumerable<Fault> NotBoth(string pointer, Items<EntryKey> subject, Items<EntryKey> oneOf)
    {
        if (subject.Count > 0 && oneOf.Count > 0)
        {
            yield return Wrong(pointer, "Name either what it is of, or in oneOf the candidates, not both.");
        }
    }

    public static IEnumerable<Fault> Candidates(Items<EntryKey> oneOf)
    {
        if (oneOf.Count > 0 && oneOf.Distinct().Count() < 2)
        {
            yield return Wrong("/oneOf", "One of these means at least two candidates.");
        }
    }

    public static string Text(EntryKey? lesion, Items<EntryKey> oneOf) =>
        lesion is { } one ? one.Value : Text([], oneOf);

    /// <summary>Empty where neither is named.</summary>
    public static string Text(Items<EntryKey> subject, Items<EntryKey> oneOf) =>
        oneOf.Count > 0 ? $"one of {string.Join(", ", oneOf)}" : string.Join(", ", subject);

    static Fault Wrong(string pointer, string sentence) => new(Refusal.Malformed, pointer, sentence);
}
