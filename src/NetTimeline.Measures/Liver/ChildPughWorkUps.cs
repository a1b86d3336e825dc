using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Readings;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Liver;

/// <summary>
/// The components of every work-up of a course: of each albumin; where there is none, of each bilirubin.
/// </summary>
sealed class ChildPughWorkUps(Course course)
{
    readonly Statements<Stated<Observation>> ascites = Signs(course, "ascites");
    readonly Statements<Stated<Observation>> encephalopathy = Signs(course, "encephalopathy");
    readonly Dictionary<decimal, Items<(EntryKey Anchor, Items<ChildPughComponent> Components)>> found = [];

    /// <param name="albuminLow">In g/L: below it an albumin has three points.</param>
    public Items<(EntryKey Anchor, Items<ChildPughComponent> Components)> Of(decimal albuminLow)
    {
        if (!found.TryGetValue(albuminLow, out var workUps))
        {
            var albumins = Analytes.Albumin.In(course).All;
            var anchors = albumins.Count > 0 ? albumins : Analytes.Bilirubin.In(course).All;
            found[albuminLow] = workUps = [.. anchors.Select(each => (each.Key, Components(each, albuminLow)))];
        }

        return workUps;
    }

    Items<ChildPughComponent> Components(Reading anchor, decimal albuminLow) =>
    [
        ChildPughComponent.OfBilirubin(Beside(anchor, Analytes.Bilirubin)),
        ChildPughComponent.OfAlbumin(Beside(anchor, Analytes.Albumin), albuminLow),
        ChildPughComponent.OfInr(Beside(anchor, Analytes.Inr)),
        ChildPughComponent.OfSign(ascites.Beside(anchor.Entry)),
        ChildPughComponent.OfSign(encephalopathy.Beside(anchor.Entry)),
    ];

    /// <summary>What else was measured of the same does not compete with the anchor.</summary>
    Companion<Reading> Beside(Reading anchor, Analyte analyte) => anchor.Analyte == analyte
        ? new Companion<Reading>(anchor, null, [])
        : analyte.In(course).Beside(anchor.Entry);

    static Statements<Stated<Observation>> Signs(Course course, string sign) => new(
        course,
        course.All<Observation>().Where(each => each.Content.Name.Contains(sign, StringComparison.OrdinalIgnoreCase)
            && (each.Content.Value is not null || each.Content.Presence is Presence.Present or Presence.Absent)),
        each => each.Entry, sign);
}
