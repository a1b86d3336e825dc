using NetTimeline.Synthetic.Writing;

namespace NetTimeline.Synthetic.Courses;

/// <summary>What is done about the disease: first by knife, then by drugs, one line after the other.</summary>
static class Treatment
{
    /// <summary>A therapy: its name where it has one, its drug, and what it takes from the monthly growth.</summary>
    sealed record Line(string? Regimen, string[] Agents, int Response);

    static readonly Line Octreotide = new(null, ["octreotide"], 6);
    static readonly Line Lanreotide = new(null, ["lanreotide"], 6);
    static readonly Line Prrt = new("PRRT", ["177Lu-DOTATATE"], 22);
    static readonly Line Everolimus = new(null, ["everolimus"], 12);
    static readonly Line Sunitinib = new(null, ["sunitinib"], 14);
    static readonly Line Captem = new("CAPTEM", ["capecitabine", "temozolomide"], 24);
    static readonly Line Platinum = new("EP", ["cisplatin", "etoposide"], 30);

    public static void Write(SyntheticCourse course)
    {
        RemovePrimary(course);
        if (course.Held.Tumour is not null && IsResectable(course) && course.Goes(20, 120))
        {
            Surgery.Hepatectomy(course);
        }

        if (course.Foci.Count > 0 && course.Chance.Percent(88))
        {
            NextLine(course);
        }
    }

    /// <summary>What comes after what was given before; first a somatostatin analogue, but for G3.</summary>
    public static void NextLine(SyntheticCourse course)
    {
        if (course.Held.Tumour != SyntheticCourse.Tumour || !course.Goes(5, 40))
        {
            return;
        }

        if (course.LinesGiven > 1 && course.Foci.Any(focus => focus.IsInLiver) && course.Chance.Percent(15))
        {
            Embolise(course);
        }
        else
        {
            Give(course, Choose(course));
            course.LinesGiven++;
        }

        foreach (var focus in course.Foci)
        {
            focus.BeginAnew();
        }
    }

    /// <summary>A focus in a bone, against pain.</summary>
    public static void Irradiate(SyntheticCourse course, string focus)
    {
        if (course.Goes(5, 30))
        {
            course
                .Entry(
                    "radiotherapy", course.Next("radiotherapy"), course.Dating.Of(course.Today), null, "radiotherapy")
                .Site("site", "bone").Texts("targets", focus).Quantity("dose", 30, "Gy").Number("fractions", 10)
                .Text("intent", "palliative").Text("standing", "performed").Done();
        }
    }

    static void RemovePrimary(SyntheticCourse course)
    {
        var isSpread = course.Disease.InLiver > 0;
        var isDone = course.Chance.Percent(isSpread ? 50 : 90);
        if (course.IsPrimarySeen && course.IsPrimaryIn && isDone && course.Goes(10, 70))
        {
            Surgery.RemovePrimary(course, isSpread ? "palliative" : "curative");
        }
    }

    static bool IsResectable(SyntheticCourse course) => course.Group is null && course.Foci.Count is > 0 and < 6
        && course.Disease.InLiver < 6 && course.Disease.Grade < 3 && course.Chance.Percent(45);

    static Line Choose(SyntheticCourse course)
    {
        var lines = course.LinesGiven;
        var disease = course.Disease;
        if (disease.Grade == 3)
        {
            return lines == 0 ? course.Chance.OneOf(Captem, Platinum) : course.Chance.OneOf(Captem, Prrt, Everolimus);
        }

        return lines switch
        {
            0 => course.Chance.OneOf(Octreotide, Lanreotide),
            1 when disease.Site.IsPancreas => course.Chance.OneOf(Captem, Everolimus, Sunitinib, Prrt),
            1 => course.Chance.OneOf(Prrt, Prrt, Everolimus),
            _ => course.Chance.OneOf(Everolimus, Prrt, Captem),
        };
    }

    static void Give(SyntheticCourse course, Line line)
    {
        var key = course.Next(line.Regimen?.ToLowerInvariant() ?? line.Agents[0]);
        var began = course.Today;
        var occurred = course.Dating.Of(began);

        // Half of them are recorded when they are over, the others, which may go on, when they begin.
        var isOver = line.Regimen is not null && course.Chance.Percent(60) && course.Goes(90, 240);
        var entry = course.Entry("systemic-therapy", key, occurred, null, By.TreatingTeam);
        if (isOver && course.Chance.Percent(50))
        {
            entry.Date("ended", Dating.Month(course.Today));
        }
        else if (isOver)
        {
            entry.Text("duration", Lengths.Of(NodaTime.Period.DaysBetween(began, course.Today)));
        }

        entry.Text("regimen", line.Regimen).Texts("agents", line.Agents)
            .Texts("targets", SyntheticCourse.Tumour)
            .Number("cycles", isOver ? course.Chance.Between(2, 6) : null)
            .Text("standing", "performed").Done();
        course.Dating.MayBeCountedFrom(key, began);
        course.Response = line.Response;
    }

    static void Embolise(SyntheticCourse course) =>
        course.Entry("procedure", course.Next("embolisation"), course.Dating.Of(course.Today), null, By.Radiology)
            .Text("name", "transarterial embolisation").Text("standing", "performed").Text("intent", "palliative")
            .Site("site", "liver")
            .Texts("targets", course.Foci.Where(focus => focus.IsInLiver).Select(focus => focus.Key)).Done();
}
