using NetTimeline.Domain.Dates;

namespace NetTimeline.Domain.Entries;

/// <summary>All dates of an entry together; see <see cref="Entry"/> for what each says.</summary>
public sealed record EntryDates(
    StatedDate? Occurred, StatedDate? Ended, LengthOfTime? Duration, Items<StatedDate> AlsoStated, StatedDate? Known)
{
    /// <summary>The entry with these dates instead of its own.</summary>
    public Entry On(Entry entry) => entry with
    {
        Occurred = Occurred,
        Ended = Ended,
        Duration = Duration,
        AlsoStated = AlsoStated,
        Known = Known,
    };

    /// <summary>Every entry that these dates name.</summary>
    public IEnumerable<Reference> References() => Below("/occurred", Occurred)
        .Concat(Below("/ended", Ended))
        .Concat(Below("/known", Known))
        .Concat(Parts.Each(AlsoStated, (date, at) => Below($"/alsoStated/{at}", date)));

    static IEnumerable<Reference> Below(string pointer, StatedDate? date) =>
        date?.References().Select(reference => reference.Below(pointer)) ?? [];
}
