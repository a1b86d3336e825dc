using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Timelines;
using NetTimeline.Domain.Values;

namespace NetTimeline.Journal.Views;

/// <summary>Beliefs and counts as a person would say them.</summary>
static class BeliefWords
{
    public static string Of(DiagnosisHeld held)
    {
        var diagnosis = (Diagnosis)held.Entry.Content;
        var sure = held.Entry.Certainty is { } certainty ? $"{Words.Of(certainty)} " : "";
        var by = held.Entry.By ?? Words.Of(diagnosis.Axis);
        return $"{sure}{diagnosis.Belief} ({by}) – of {diagnosis.SubjectText}";
    }

    public static string Of(OrganTally tally) => tally.Shares switch
    {
        [var all] => $"{tally.Identified}, {(tally.Identified == Count.One ? "" : "all ")}{Believed(all)}",
        var shares =>
            $"{tally.Identified}: {string.Join(", ", shares.Select(share => $"{share.Count} {Believed(share)}"))}",
    };

    static string Believed(TallyShare share) => share switch
    {
        { Unresolved: true } => "unresolved",
        { Tumour: { } tumour, Certainty: { } sure } => $"{Words.Of(sure)} {tumour}",
        { Tumour: { } tumour } => $"{tumour}",
        _ => "unattributed",
    };

    public static string Of(GroupKnown group)
    {
        var sites = ((LesionGroup)group.Entry.Content).Sites;
        var said = new List<string> { $"{group.Count} in {string.Join(" and ", sites)}" };
        if (group.MatchedToNone is { } unmatched)
        {
            said.Add($"counts {string.Join(", ", group.Includes)} again{Unmatched(unmatched)}");
        }

        if (group.Members.Count > 0)
        {
            said.Add($"told apart: {string.Join(", ", group.Members)}");
        }

        if (group.Remainder != Count.Zero)
        {
            var rest = group.Members.Count > 0 ? $"{group.Remainder} not told apart, " : "";
            said.Add($"{rest}{Of(group.Belongs)}");
        }

        return string.Join("; ", said);
    }

    /// <summary>
    /// The upper bound of what is unmatched is the whole group and says nothing, nor does "at least 0".
    /// </summary>
    static string Unmatched(Count count) => count switch
    {
        { IsExact: true } => $", {count} matched to none of them",
        { AtLeast: 0 } => "",
        _ => $", at least {count.AtLeast} matched to none of them",
    };

    public static string Of(Items<Belonging> belongs) => belongs.Count switch
    {
        0 => "unattributed",
        1 => Of(belongs[0]),
        _ => $"unresolved: {string.Join(" or ", belongs.Select(Of))}",
    };

    static string Of(Belonging belonging) =>
        $"{(belonging.Certainty is { } sure ? $"{Words.Of(sure)} " : "")}{belonging.Tumour}"
        + $"{(belonging.Through is { } group ? $", as {group}" : "")}";
}
