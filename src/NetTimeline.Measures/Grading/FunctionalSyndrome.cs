using System.Text.RegularExpressions;
using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Values;
using NetTimeline.Measures.Vocabulary;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Grading;

/// <summary>Hormones and symptoms beside each other, as they are recorded.</summary>
static partial class FunctionalSyndrome
{
    public static Measure Measure { get; } = new(
        new MeasureDefinition(
            "functional-syndrome", 1, "Hormone and symptoms as recorded", MeasureGroup.GradingStaging, Per.Patient,
            null,
            "Whether a hormone of neuroendocrine tumours was ever recorded as elevated (flagged or worded so, or "
            + "certainly above its stated reference range), and a symptom that such hormones cause as present. "
            + "Descriptive: that the one comes from the other is not concluded, and no syndrome is diagnosed. "
            + "Patients without any value of such a hormone have none.",
            [new Citation("Own definition after general practice", null)]),
        Compute);

    static IEnumerable<MeasureValue> Compute(Course course, MeasureDefinition definition)
    {
        var hormones = course.All<LaboratoryValue>().Where(each => Concepts.Is(each.Entry, "hormone")).ToList();
        if (hormones.Count == 0)
        {
            yield break;
        }

        var elevated = hormones.Where(each => IsElevated(each.Content)).ToList();
        var symptoms = course.All<Symptom>().Where(each => Concepts.Is(each.Entry, "hormonal-symptom")).ToList();
        var present = symptoms.Where(each => IsPresent(each.Content)).ToList();
        Items<Evidence> evidence =
        [
            .. elevated.Select(each => new Evidence(
                each.Key, EvidenceRole.Value, each.Content.Headline())),
            .. hormones.Where(each => !IsElevated(each.Content)).Select(each => new Evidence(
                each.Key, EvidenceRole.NotUsed, $"{each.Content.Headline()}: not told to be elevated.")),
            .. symptoms.Select(each => new Evidence(each.Key, EvidenceRole.Value, each.Content.Headline())),
        ];
        var state = (elevated.Count > 0, present.Count > 0) switch
        {
            (true, true) => "hormone elevated, symptoms recorded",
            (true, false) => "hormone elevated, no symptom recorded",
            (false, true) => "symptoms recorded, no hormone recorded as elevated",
            _ => "no hormone recorded as elevated, no symptom recorded",
        };
        yield return definition.Category(
            Instance.Patient, [state], evidence,
            "As recorded at any time; that the symptoms come from the hormone is not concluded.");
    }

    static bool IsElevated(LaboratoryValue value) =>
        (value.Flag is { } flag && ElevatedWord().IsMatch(flag))
        || (value.Value is Quantity.Qualitative { Word: var word } && ElevatedWord().IsMatch(word))
        || (value.Value.AsExact(0) is { } number && value.Reference is { } reference
            && reference.UnitNamed == value.Value.UnitNamed
            && reference.AsExact(0) is { High: { } most } range
            && (range.HighIncluded ? number.IsCertainlyAbove(most) : number.IsCertainlyAtLeast(most)));

    static bool IsPresent(Symptom symptom) => symptom.Presence is Presence.Present
        || (symptom.Presence is null && symptom.Course is not (null or SymptomCourse.Resolved));

    [GeneratedRegex(
        @"(?<!(not|never) )\b(elevated|elevation|high|increased|raised)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ElevatedWord();
}
