using NetTimeline.Domain.Entries;

namespace NetTimeline.Domain.Dates;

/// <summary>
/// When something was so or was known, no more precise than its source: kept exactly as stated. A closed
/// hierarchy; what a date implies for others is reckoned by <see cref="DateNetwork"/>.
/// </summary>
public abstract record ClinicalDate
{
    ClinicalDate() { }

    /// <summary>Nothing is stated but perhaps an order (<see cref="StatedDate.NotBefore"/>).</summary>
    public sealed record NotStated : ClinicalDate;

    /// <summary>A day, a month or a year.</summary>
    public sealed record On(CalendarDate Date) : ClinicalDate;

    /// <summary>Some day from the first of <paramref name="From"/> to the last of <paramref name="To"/>; both ends
    /// are included.</summary>
    public sealed record Between(CalendarDate From, CalendarDate To) : ClinicalDate;

    /// <summary>
    /// "Three years after the operation", "two weeks before admission". Days are exact; any other unit means
    /// the stated length ± half the smallest unit named, lower bound included, upper excluded, unless
    /// <paramref name="PlusMinus"/> says otherwise (then both are as the half unit: included, excluded).
    /// </summary>
    public sealed record Offset(LengthOfTime Length, Anchor From, LengthOfTime? PlusMinus) : ClinicalDate;

    /// <summary>"For several years before": at least this long before or after the anchor, open beyond.</summary>
    public sealed record AtLeast(LengthOfTime Length, Anchor From) : ClinicalDate;

    /// <summary>Exactly <paramref name="Day"/> days after the procedure; the day of surgery is 0.</summary>
    public sealed record PostoperativeDay(int Day, EntryKey Of) : ClinicalDate;

    /// <summary>
    /// When the other entry was so; as a <c>known</c> date, when the other entry was known. A lesion is known with the
    /// reading that first saw it.
    /// </summary>
    public sealed record SameTimeAs(EntryKey Entry) : ClinicalDate;

    /// <summary>At this age in completed years: birth + [age, age + 1) years.</summary>
    public sealed record AtAge(int Years) : ClinicalDate
    {
        public const int YearsMax = 130;
    }
}

/// <summary>What an offset is counted from.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Point">Its start, unless its end is meant.</param>
/// <param name="Direction">After or before it.</param>
public sealed record Anchor(EntryKey Entry, AnchorPoint Point, Direction Direction);

/// <summary>Start or end of an entry's occurrence.</summary>
public enum AnchorPoint
{
    Start,
    End,
}

/// <summary>Later or earlier than the anchor.</summary>
public enum Direction
{
    After,
    Before,
}

/// <summary>A date as somebody stated it.</summary>
/// <param name="Date">What it says.</param>
/// <param name="NotBefore">
/// Entries that this is certainly not before; the same day is allowed. It is compared with the other entry's start,
/// but a <c>known</c> date with when the other entry was known.
/// </param>
/// <param name="NotAfter">Entries that this is certainly not after; likewise.</param>
/// <param name="Text">The words of the source.</param>
/// <param name="Judgement">Why it was read so, where the source leaves room.</param>
/// <param name="Disputed">Kept and shown, but nothing is reckoned from it.</param>
public sealed record StatedDate(
    ClinicalDate Date,
    Items<EntryKey> NotBefore,
    Items<EntryKey> NotAfter,
    string? Text,
    string? Judgement,
    bool Disputed)
{
    /// <summary>A day of the calendar that nobody disputes.</summary>
    internal bool IsExactDay => !Disputed && Date is ClinicalDate.On { Date.Day: not null };

    public static StatedDate Of(ClinicalDate date) => new(date, [], [], null, null, false);

    /// <summary>Every entry this date refers to, with the pointer to the place that does.</summary>
    public IEnumerable<Reference> References() => InDate()
        .Concat(Reference.All("/notBefore", NotBefore, EntryKinds.Any))
        .Concat(Reference.All("/notAfter", NotAfter, EntryKinds.Any));

    IEnumerable<Reference> InDate() => Date switch
    {
        ClinicalDate.Offset offset => [AnchorReference(offset.From)],
        ClinicalDate.AtLeast atLeast => [AnchorReference(atLeast.From)],
        ClinicalDate.SameTimeAs same => [new Reference("/sameTimeAs", same.Entry, EntryKinds.Any)],
        ClinicalDate.PostoperativeDay day => [new Reference("/of", day.Of, EntryKinds.Procedures)],
        _ => [],
    };

    static Reference AnchorReference(Anchor anchor) =>
        new(anchor.Direction is Direction.After ? "/after" : "/before", anchor.Entry, EntryKinds.Any);
}
