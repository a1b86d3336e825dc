using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Readings;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Liver;

/// <summary>A share of the remnant with the clearance of the whole liver that it is multiplied by.</summary>
/// <param name="Share">From a volumetry.</param>
/// <param name="Test">Null where none applies, or which one cannot be told.</param>
/// <param name="Whole">Clearance of the whole liver, /min.</param>
/// <param name="Reason">Why there is no clearance; null where there is.</param>
/// <param name="NotUsed">Tests looked at and not taken.</param>
sealed record RemnantFunction(
    RemnantShare Share, IcgTest? Test, Amount? Whole, string? Reason, Items<Evidence> NotUsed)
{
    /// <summary>One for each share, where a clearance or a retention of the patient is recorded at all.</summary>
    public static IReadOnlyList<RemnantFunction> In(Course course) =>
        course.Once<IReadOnlyList<RemnantFunction>>(Find);

    static IReadOnlyList<RemnantFunction> Find(Course course)
    {
        var measured = Analytes.IcgK.In(course).All.Select(each => new IcgTest(each, IsMeasured: true)).ToList();
        var derived = Analytes.IcgR15.In(course).All.Select(each => new IcgTest(each, IsMeasured: false)).ToList();
        return measured.Count + derived.Count == 0
            ? []
            : [.. Remnant.In(course).SelectMany(each => each.Shares)
                .Select(share => Of(course, share, measured, derived))];
    }

    /// <summary>/min; null where there is none.</summary>
    public Amount? Clearance => Whole * Share.Percent * 0.01m;

    public Items<Evidence> Evidence =>
    [
        .. Test is { } test
            ? [new Evidence(test.Key, EvidenceRole.Value, test.Reading.Says)]
            : Items<Evidence>.None,
        RemnantVolume.Used(Share.Of),
        .. NotUsed,
    ];

    public Items<string> Remarks =>
    [
        Test!.IsMeasured
            ? "Clearance measured."
            : "Clearance derived from R15, not measured: assumes mono-exponential decay.",
        $"The clearance of {Test.Key} is taken to hold at {Share.Key}.",
    ];

    static RemnantFunction Of(Course course, RemnantShare share, List<IcgTest> measured, List<IcgTest> derived)
    {
        var inTime = measured.Where(test => IsInTime(course, test, share)).ToList();
        var usable = inTime.Count > 0 ? inTime : [.. derived.Where(test => IsInTime(course, test, share))];
        var chosen = course.Last(usable, test => test.Key);
        Items<Evidence> others =
        [
            .. measured.Concat(derived).Where(test => test != chosen)
                .Select(test => new Evidence(test.Key, EvidenceRole.NotUsed, WhyNot(course, test, share, chosen))),
        ];
        if (chosen is null)
        {
            return new RemnantFunction(
                share, null, null,
                usable.Count == 0
                    ? $"Indocyanine green was tested only after {share.Key}."
                    : $"Which test of indocyanine green is the last before {share.Key} cannot be told.",
                others);
        }

        var (whole, reason) = chosen.Clearance();
        return new RemnantFunction(share, chosen, whole, reason, others);
    }

    static bool IsInTime(Course course, IcgTest test, RemnantShare share) =>
        course.Order(test.Key, share.Key) is not DateOrder.After;

    static string WhyNot(Course course, IcgTest test, RemnantShare share, IcgTest? chosen) =>
        !IsInTime(course, test, share) ? $"after {share.Key}"
        : chosen is { IsMeasured: true } && !test.IsMeasured ? "a measured clearance is recorded"
        : chosen is not null ? $"before {chosen.Key}"
        : "its order cannot be told";
}

/// <summary>A statement of clearance or of retention.</summary>
sealed record IcgTest(Reading Reading, bool IsMeasured)
{
    public EntryKey Key => Reading.Key;

    /// <summary>/min.</summary>
    public (Amount? Amount, string? Reason) Clearance() => IsMeasured ? Reading.Rounded()
        : IcgClearance.Derived(Reading);
}
