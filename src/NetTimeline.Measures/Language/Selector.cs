using NetTimeline.Domain;
using NetTimeline.Domain.Entries;

namespace NetTimeline.Measures.Language;

/// <summary>
/// One occasion among all that is recorded: the first (or last) of everything that an alternative matches.
/// </summary>
/// <param name="Pick">Which of those that match.</param>
/// <param name="Nth">With <see cref="Pick.Nth"/>, from 1; else null.</param>
/// <param name="AnyOf">
/// Several make a composite event: recurrence or death. An entry that several match counts once, by the first of them.
/// </param>
public sealed record Selector(Pick Pick, int? Nth, Items<Alternative> AnyOf);

/// <summary>Which of several.</summary>
public enum Pick
{
    First,
    Last,

    /// <summary>Counted from the first, in the order of time; where that cannot be told, nothing is picked for certain.
    /// </summary>
    Nth,
}

/// <summary>
/// What makes an entry match: everything that is said here. A thing that only may be so (a suspected attribution, an
/// attribute not stated, an order that cannot be told) makes the entry one that only may match.
/// </summary>
/// <param name="Self">It is the subject itself.</param>
/// <param name="Kinds">One of these kinds of entry.</param>
/// <param name="Concept">It is this, or something that is a sort of this, by the vocabulary.</param>
/// <param name="AttributedTo">Whose disease it is about.</param>
/// <param name="Where">All of these hold.</param>
/// <param name="After">On the day of this other occasion or later; nothing matches where that did not happen.</param>
/// <param name="Before">
/// On the day of this other occasion or earlier; everything matches where that did not happen.
/// </param>
/// <param name="AfterStart">On the day the interval begins or later. Not where the start itself is selected.</param>
/// <param name="Point">Which point of the entry; null for its start.</param>
public sealed record Alternative(
    bool Self,
    Items<EntryKinds> Kinds,
    string? Concept,
    Whose? AttributedTo,
    Items<AttributeTest> Where,
    Selector? After,
    Selector? Before,
    bool AfterStart,
    EntryPoint? Point);

/// <summary>Whose disease an entry is about.</summary>
public enum Whose
{
    /// <summary>
    /// The tumour, lesion, procedure or entry that the value is of: it names it, or lesions that belong to it.
    /// </summary>
    Subject,

    /// <summary>Another tumour of the patient.</summary>
    AnotherTumour,

    /// <summary>It is about no tumour that is recorded.</summary>
    None,
}

/// <summary>A point in time of an entry.</summary>
public enum EntryPoint
{
    /// <summary>When it occurred or began.</summary>
    Start,

    /// <summary>When it ended; its start where no end is stated.</summary>
    End,

    /// <summary>When it was known.</summary>
    Known,
}

/// <summary>
/// A question to an entry or a part of it. Where several questions are asked at once, all must hold.
/// </summary>
/// <param name="Path">
/// Members by their names in JSON, joined by full stops, from the entry or the part that is asked: <c>standing</c>,
/// <c>site.organ</c>. A list means any of its items. A name of another entry leads to that entry:
/// <c>study.modality</c>. <c>organ</c> stands for every organ that an entry of whatever kind says it is in. Null for
/// the entry or the part itself.
/// </param>
/// <param name="Is">One of these words or texts, letter case aside; of a quantity its word.</param>
/// <param name="IsNot">None of these.</param>
/// <param name="SameAs">Something that the subject says too, by a path that begins with <c>subject.</c></param>
/// <param name="AttributedTo">The lesion, tumour or part named belongs to it.</param>
/// <param name="AtLeast">Of numbers, counts, sizes and quantities.</param>
/// <param name="AtMost">As above.</param>
/// <param name="Above">As above.</param>
/// <param name="Below">As above.</param>
/// <param name="Unit">Of the limits, where the number has a unit; what is in another unit only may match.</param>
/// <param name="Stated">It is stated.</param>
/// <param name="NotStated">It is not stated.</param>
/// <param name="Any">There is an item of the list for which all of these hold together.</param>
/// <param name="None">There is no item of the list for which all of these hold together.</param>
/// <param name="Either">At least one of these holds.</param>
/// <param name="IfNotStated">What the answer is where nothing is stated; null for maybe.</param>
public sealed record AttributeTest(
    string? Path,
    Items<string> Is,
    Items<string> IsNot,
    string? SameAs,
    Whose? AttributedTo,
    decimal? AtLeast,
    decimal? AtMost,
    decimal? Above,
    decimal? Below,
    string? Unit,
    bool Stated,
    bool NotStated,
    Items<AttributeTest> Any,
    Items<AttributeTest> None,
    Items<AttributeTest> Either,
    Courses.Likelihood? IfNotStated);
