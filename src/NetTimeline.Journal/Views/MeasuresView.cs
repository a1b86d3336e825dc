using NetTimeline.Domain;
using NetTimeline.Journal.Measures;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;

namespace NetTimeline.Journal.Views;

/// <summary>What measures say of a patient, as known at a moment and as recorded at an instant.</summary>
/// <param name="Patient">The registry key; left out where nothing was recorded at the instant asked about.</param>
/// <param name="Version">The version of the patient's stream at the instant asked about.</param>
/// <param name="Definitions">The version of the stream of own definitions; 0 where there is none.</param>
/// <param name="AsOf">What was asked.</param>
/// <param name="Assumed">What the caller supposed, as it was written.</param>
/// <param name="Measures">Those that have something to say, in the order of the catalogue.</param>
public sealed record MeasuresView(
    RegistryKey? Patient,
    long Version,
    long Definitions,
    AsOfView AsOf,
    Items<string> Assumed,
    Items<MeasureView> Measures)
{
    /// <param name="measured">The values.</param>
    /// <param name="explained">With the chains from the numbers to their entries.</param>
    public static MeasuresView Of(MeasuredCourse measured, bool explained)
    {
        var timeline = measured.Course.Timeline;
        return new MeasuresView(
            timeline.Patient?.RegistryKey, timeline.Version, measured.Definitions,
            new AsOfView(timeline.AsOf.Known?.ToString(), timeline.AsOf.Recorded),
            [.. measured.Course.Assumptions.Select(each => each.ToString())],
            [.. measured.Measures.Select(each => MeasureView.Of(each, explained ? measured.Course : null))]);
    }
}

/// <summary>A measure and its values.</summary>
/// <param name="Name">As in the catalogue, which has the rule in words.</param>
/// <param name="Version">Of the definition.</param>
/// <param name="Group">Where the catalogue shows it.</param>
/// <param name="Title">One line for a person.</param>
/// <param name="Per">What there is one value of.</param>
/// <param name="Unit">UCUM; left out for categories.</param>
/// <param name="Citations">Where rule and formula come from.</param>
/// <param name="Values">Empty where the patient has nothing it speaks of.</param>
public sealed record MeasureView(
    string Name,
    int Version,
    MeasureGroup Group,
    string Title,
    Per Per,
    string? Unit,
    Items<Citation> Citations,
    Items<MeasureValueView> Values)
{
    /// <param name="measured">A definition and its values.</param>
    /// <param name="course">What they are explained from; null where they are not to be explained.</param>
    public static MeasureView Of(MeasuredBy measured, Course? course)
    {
        var definition = measured.Definition;
        return new MeasureView(
            definition.Name, definition.Version, definition.Group, definition.Title, definition.Per, definition.Unit,
            definition.Citations, [.. measured.Values.Select(value => MeasureValueView.From(value, course))]);
    }
}

/// <summary>
/// One value. Numbers have at most twelve significant digits; a bound that is left out is open, and one that is not
/// included comes without its flag.
/// </summary>
/// <param name="Of">What it is the value of; empty for the patient.</param>
/// <param name="Status">How it is to be read.</param>
/// <param name="Low">No less than this.</param>
/// <param name="LowIncluded">The lower bound itself is possible.</param>
/// <param name="High">No more than this.</param>
/// <param name="HighIncluded">The upper bound itself is possible.</param>
/// <param name="Point">The best single number, where the definition has one.</param>
/// <param name="Unit">Of the numbers.</param>
/// <param name="Categories">The categories that are possible; one alone is certain.</param>
/// <param name="Reason">Why it is not computable, censored or contradicted.</param>
/// <param name="Evidence">The entries it rests on, and those considered and not used.</param>
/// <param name="Remarks">What one must know to read it.</param>
/// <param name="Explained">The chains from the number to its entries, where they were asked for.</param>
public sealed record MeasureValueView(
    InstanceView Of,
    MeasureStatus Status,
    decimal? Low,
    bool LowIncluded,
    decimal? High,
    bool HighIncluded,
    decimal? Point,
    string? Unit,
    Items<string> Categories,
    string? Reason,
    Items<Evidence> Evidence,
    Items<string> Remarks,
    Items<ExplanationView> Explained)
{
    public static MeasureValueView From(MeasureValue value, Course? course) => new(
        new InstanceView(value.Of.Entries, value.Of.Name), value.Status,
        Plain(value.Bounds?.Low), value.Bounds is { LowIncluded: true },
        Plain(value.Bounds?.High), value.Bounds is { HighIncluded: true },
        Plain(value.Point), value.Unit, value.Categories, value.Reason, value.Evidence, value.Remarks,
        course is null ? [] : [.. Explanation.Of(course, value).Select(ExplanationView.Of)]);

    static decimal? Plain(decimal? number) => number is { } stated ? PlainNumber.Of(stated) : null;
}

/// <summary>What a value is the value of, apart from the patient.</summary>
/// <param name="Entries">The tumour, lesion, procedure or entry; several where it lies between two.</param>
/// <param name="Name">What tells it from its neighbours where entries do not.</param>
public sealed record InstanceView(Items<EntryKey> Entries, string? Name);

/// <summary>Why the time between two entries of a value is no shorter and no longer.</summary>
/// <param name="From">The point in time where it begins.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Low">What bounds it from below; left out where nothing does.</param>
/// <param name="High">What bounds it from above; left out where nothing does.</param>
public sealed record ExplanationView(string From, string To, BoundChainView? Low, BoundChainView? High)
{
    public static ExplanationView Of(Explanation explained) => new(
        explained.From.ToString(), explained.To.ToString(), BoundChainView.Of(explained.Why.Low),
        BoundChainView.Of(explained.Why.High));
}
