using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Management;

/// <summary>What the definitions and the evidence of this group have in common.</summary>
static class Definitions
{
    public static readonly Citation Own = new("Own definition", null);

    public static MeasureDefinition PerProcedure(
        string name, string title, string? unit, string rule, params ReadOnlySpan<Citation> citations) =>
        new(name, 1, title, MeasureGroup.Course, Per.Procedure, unit, rule, Items.Of(citations));

    public static MeasureDefinition PerTumour(
        string name, string title, string? unit, string rule, params ReadOnlySpan<Citation> citations) =>
        new(name, 1, title, MeasureGroup.Course, Per.Tumour, unit, rule, Items.Of(citations));

    public static MeasureDefinition PerPatient(
        string name, string title, string? unit, string rule, params ReadOnlySpan<Citation> citations) =>
        new(name, 1, title, MeasureGroup.Course, Per.Patient, unit, rule, Items.Of(citations));

    public static Evidence As(this Entry entry, EvidenceRole role) => new(entry.Key, role, entry.Content.Headline());

    public static Evidence NotUsed(this Entry entry, string why) => new(entry.Key, EvidenceRole.NotUsed, why);

    /// <summary>A number of days, with what dates it and, where that is so, that the calendar widens it.</summary>
    public static MeasureValue Days(
        this MeasureDefinition definition, Course course, Instance of, Entry from, Entry to,
        params ReadOnlySpan<string> remarks)
    {
        var time = course.Between(from.Key, to.Key);
        Items<Evidence> evidence =
        [
            from.As(EvidenceRole.Start), to.As(EvidenceRole.End),
            .. course.Dating(DatePoint.StartOf(from.Key), DatePoint.StartOf(to.Key), from.Key, to.Key),
        ];
        return definition.Number(
            of, time.InDays, time.InDays.Midpoint, evidence,
            [.. remarks, .. time.IsWidened(LengthUnit.Days) ? [TimeBetween.WidenedRemark] : Items<string>.None]);
    }
}
