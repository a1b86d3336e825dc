using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Grading;

/// <summary>The stage group that recorded T, N and M give.</summary>
static class StageGroup
{
    static readonly StageTable[] Verified =
    [
        StageTables.Colorectum7, StageTables.Colorectum8, StageTables.PancreasNet8, StageTables.PancreasNetEnets,
        StageTables.SmallBowelNet7, StageTables.SmallBowelNet8,
    ];

    public static Measure Measure { get; } = new(
        new MeasureDefinition(
            "stage-group", 1, "Stage group from T, N and M", MeasureGroup.GradingStaging, Per.Tumour, null,
            "For every recorded stage: the group by the table of the tumour's primary site, its histology "
            + "(neuroendocrine or not, by the tumour's name and pathology) and the edition. There are tables for "
            + string.Join("; ", Verified.Select(table => table.Name))
            + "; everything else has no verified rule. A category that is not stated or is X may be any, one without "
            + "its letter any of its letters, and without an edition every edition: then all groups that are possible. "
            + "T, N and M are taken as recorded, together with their prefixes; the recorded group is compared, never "
            + "corrected.",
            [.. Verified.Select(table => table.Citation).Distinct()]),
        (course, definition) => course.All<Stage>().Select(stage => Of(course, definition, stage)));

    static MeasureValue Of(Course course, MeasureDefinition definition, Stated<Stage> stage)
    {
        var said = stage.Content;
        var instance = Instance.Of(said.Tumour, stage.Key);
        Items<Evidence> evidence =
        [
            new Evidence(stage.Key, EvidenceRole.Value, Categories(said)),
            new Evidence(said.Tumour, EvidenceRole.Condition, "its site and histology choose the table"),
            .. said.Group is null ? Items<Evidence>.None
                : [new Evidence(stage.Key, EvidenceRole.Claim, $"recorded stage {said.Group}")],
        ];
        if (said is { T: null, N: null, M: null })
        {
            return definition.NotComputable(instance, "No category is stated beside the group.", evidence);
        }

        if (course.Find(said.Tumour) is not { Content: Tumour } tumour)
        {
            return definition.NotComputable(instance, "No verified rule: the tumour was not known.", evidence);
        }

        var rules = StageRules.For(course, stage, new Stated<Tumour>(tumour, (Tumour)tumour.Content));
        if (rules.Reason is not null)
        {
            return definition.NotComputable(instance, rules.Reason, evidence);
        }

        var groups = rules.Tables.SelectMany(table => table.Groups(Plain(said.T), Plain(said.N), Plain(said.M)))
            .Distinct().Order(StringComparer.Ordinal).ToItems();
        return groups.Count == 0
            ? definition.NotComputable(instance, $"{Categories(said)} is not in the table of {Names(rules)}.", evidence)
            : definition.Category(instance, groups, evidence, [.. Remarks(rules, said, groups)]);
    }

    static IEnumerable<string> Remarks(StageRules rules, Stage said, Items<string> groups)
    {
        yield return $"By the table of {Names(rules)}.";
        foreach (var remark in rules.Remarks)
        {
            yield return remark;
        }

        if (said.Group is { } recorded)
        {
            yield return Compared(recorded, groups);
        }

        if (new[] { said.T, said.N, said.M }.Any(each => each?.Prefix is TnmPrefix.Yc or TnmPrefix.Yp or TnmPrefix.R))
        {
            yield return "Categories after treatment or of a recurrence: not the stage at diagnosis.";
        }
    }

    /// <summary>A group without its letter (IV) is agreed with by all its letters (IVA).</summary>
    static string Compared(string recorded, Items<string> groups)
    {
        var plain = recorded.Replace("stage", "", StringComparison.OrdinalIgnoreCase).Trim().ToUpperInvariant();
        var agreeing = groups.Count(group => group == plain || group.TrimEnd('A', 'B', 'C') == plain);
        return agreeing == groups.Count ? $"The recorded stage {recorded} agrees."
            : agreeing > 0 ? $"The recorded stage {recorded} is among the possible ones."
            : $"The recorded stage {recorded} differs; it is not corrected.";
    }

    static string Names(StageRules rules) => string.Join(" or ", rules.Tables.Select(table => table.Name));

    static string Categories(Stage said) => $"{Shown(said.T, "T")} {Shown(said.N, "N")} {Shown(said.M, "M")}";

    static string Shown(TnmCategory? category, string letter) => category?.ToString() ?? $"{letter} not stated";

    /// <summary>Without the suffix for several tumours: T3(m) is T3.</summary>
    static string? Plain(TnmCategory? category) => category?.Value.Split('(')[0].Trim();
}
