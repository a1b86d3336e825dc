using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;
using NodaTime;

namespace NetTimeline.Journal.ReadModels;

/// <summary>A course so small that it can be drawn in a line of a list.</summary>
/// <param name="Scale">What the places mean.</param>
/// <param name="Lanes">In the order of their kinds; those without a mark are left out.</param>
public sealed record CourseSketch(SketchScale Scale, Items<SketchLane> Lanes)
{
    /// <summary>Places are from 0 to one less than this.</summary>
    public const int Places = 100;

    const EntryKinds Drawn = EntryKinds.Diagnosis | EntryKinds.ImagingStudy | EntryKinds.PathologyReport
        | EntryKinds.Interventions | EntryKinds.LaboratoryValue | EntryKinds.Status | EntryKinds.Recurrence
        | EntryKinds.Death;

    /// <summary>
    /// To scale where the calendar tells of at least half of what is drawn when it began, and without the rest; else
    /// all of it in order.
    /// </summary>
    /// <param name="starts">Every entry, in the order of the course, with the days between which it began.</param>
    public static CourseSketch Of(IReadOnlyList<(Entry Entry, DaysBetween Began)> starts)
    {
        var drawn = starts.Where(each => Drawn.HasFlag(each.Entry.Kind)).ToList();
        var dated = drawn.Where(each => each.Began is ({ }, { })).ToList();
        return dated.Count > 0 && dated.Count * 2 >= drawn.Count
            ? new(SketchScale.Days, Drawing([.. dated.Select(each => (each.Entry.Kind, Middle(each.Began)))]))
            : new(SketchScale.Order, Drawing([.. drawn.Select((each, at) => (each.Entry.Kind, at))]));
    }

    /// <summary>As it is stored: <c>days diagnosis:0,17 imaging:3</c>.</summary>
    public static CourseSketch Parse(string text) => text.Split(' ') switch
    {
        [var scale, .. var lanes] => new(
            Enum.Parse<SketchScale>(scale, ignoreCase: true), [.. lanes.Select(SketchLane.Parse)]),
        _ => throw new FormatException(),
    };

    public override string ToString() => string.Join(' ', [Words.Of(Scale), .. Lanes.Select(lane => lane.ToString())]);

    static Items<SketchLane> Drawing(IReadOnlyList<(EntryKinds Kind, int At)> marks)
    {
        if (marks.Count == 0)
        {
            return [];
        }

        var (first, last) = (marks.Min(mark => mark.At), marks.Max(mark => mark.At));
        return
        [
            .. marks.GroupBy(mark => KindOf(mark.Kind), mark => PlaceOf(mark.At, first, last))
                .OrderBy(lane => lane.Key).Select(lane => new SketchLane(lane.Key, [.. lane.Distinct().Order()])),
        ];
    }

    static int PlaceOf(int at, int first, int last) =>
        first == last ? 0 : (int)((long)(at - first) * (Places - 1) / (last - first));

    static int Middle(DaysBetween began)
    {
        var from = Period.DaysBetween(new LocalDate(2000, 1, 1), began.From!.Value);
        return from + (Period.DaysBetween(began.From.Value, began.To!.Value) / 2);
    }

    static SketchKind KindOf(EntryKinds kind) => kind switch
    {
        EntryKinds.Diagnosis => SketchKind.Diagnosis,
        EntryKinds.ImagingStudy => SketchKind.Imaging,
        EntryKinds.PathologyReport or EntryKinds.Biopsy => SketchKind.Pathology,
        EntryKinds.Procedure => SketchKind.Procedure,
        EntryKinds.SystemicTherapy or EntryKinds.Radiotherapy => SketchKind.Therapy,
        EntryKinds.LaboratoryValue => SketchKind.Laboratory,
        EntryKinds.Death => SketchKind.Death,
        _ => SketchKind.Status,
    };
}

/// <summary>The marks of one kind.</summary>
/// <param name="Kind">Of which kind.</param>
/// <param name="At">Their places, each once, in order.</param>
public sealed record SketchLane(SketchKind Kind, Items<int> At)
{
    internal static SketchLane Parse(string text) => text.Split(':') is [var kind, var places]
        ? new(Enum.Parse<SketchKind>(kind, ignoreCase: true), [.. places.Split(',').Select(Number)])
        : throw new FormatException();

    public override string ToString() => $"{Words.Of(Kind)}:{string.Join(',', At)}";

    static int Number(string digits) => int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>What the places of a sketch mean.</summary>
public enum SketchScale
{
    /// <summary>Days of the calendar, from the first mark to the last.</summary>
    Days,

    /// <summary>The order of the course, evenly.</summary>
    Order,
}

/// <summary>What is drawn of a course.</summary>
public enum SketchKind
{
    Diagnosis,
    Imaging,

    /// <summary>Reports, and biopsies.</summary>
    Pathology,
    Procedure,

    /// <summary>Drugs and radiation.</summary>
    Therapy,
    Laboratory,

    /// <summary>States of disease, and recurrences.</summary>
    Status,
    Death,
}
