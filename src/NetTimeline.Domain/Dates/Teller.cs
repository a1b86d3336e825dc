namespace NetTimeline.Domain.Dates;

/// <summary>Who makes a statement of time.</summary>
public abstract record Teller
{
    Teller() { }

    /// <summary>An entry, or a correction by its own key.</summary>
    public sealed record OfEntry(EntryKey Key) : Teller
    {
        public override string ToString() => Key.Value;
    }

    /// <summary>Nobody but the one who asks.</summary>
    public sealed record Assumed(Assumption Assumption) : Teller
    {
        public override string ToString() => $"assumed: {Assumption}";
    }

    /// <summary>The enrolment: it states the year of birth.</summary>
    public sealed record Enrolment : Teller
    {
        public override string ToString() => "the enrolment";
    }

    public static implicit operator Teller(EntryKey entry) => new OfEntry(entry);
}
