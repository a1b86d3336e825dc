using NetTimeline.Synthetic.Writing;

namespace NetTimeline.Synthetic.Courses;

/// <summary>
/// What the disease is taken for: suspected from images, confirmed by tissue, and now and then something else at first.
/// </summary>
static class Beliefs
{
    /// <summary>What liver metastases of an unseen tumour are mistaken for.</summary>
    public const string Mistaken = "cholangiocarcinoma";

    const string Clinical = "clinical";
    const string Pathological = "pathological";

    public static void Suspect(SyntheticCourse course)
    {
        var disease = course.Disease;
        if (disease.InLiver > 0 && course.Chance.Percent(disease.IsOccult ? 35 : 6))
        {
            Suspect(course, Mistaken);
        }
        else if (course.Tells())
        {
            Suspect(course, SyntheticCourse.Tumour);
        }
    }

    /// <summary>Tissue has shown a neuroendocrine tumour.</summary>
    public static void Confirm(SyntheticCourse course)
    {
        var held = course.Held;
        if (held.PathologicalDiagnosis is not null)
        {
            return;
        }

        var wasMistaken = held.Tumour == Mistaken;
        if (held.Tumour != SyntheticCourse.Tumour)
        {
            Tumour(course, SyntheticCourse.Tumour);
        }

        if (wasMistaken && held.Attribution is { } before)
        {
            Reattribute(course, before);
        }
        else if (held.Attribution is null)
        {
            Attribute(course, "confirmed", "histology");
        }

        held.PathologicalDiagnosis = Diagnose(
            course, Pathological, "confirmed", "histology", wasMistaken ? held.ClinicalDiagnosis : null);
        if (course.Tells())
        {
            Stage(course);
        }
    }

    /// <summary>Another look, or another specimen, has changed the grade.</summary>
    public static void Regrade(SyntheticCourse course)
    {
        if (course.Held.PathologicalDiagnosis is { } before)
        {
            course.Held.PathologicalDiagnosis = Diagnose(course, Pathological, "confirmed", "histology", before);
        }
    }

    /// <summary>The unknown primary is found, perhaps years later.</summary>
    public static void FindPrimary(SyntheticCourse course)
    {
        Imaging.PrimaryAppears(course);
        if (course.Held.Tumour != SyntheticCourse.Tumour)
        {
            return;
        }

        var amend = course.Correction("amend", "Receptor PET shows the primary that was looked for")
            .Text("key", course.Next("primary-found")).Text("nature", "reinterpretation")
            .Date("known", Dating.Day(course.Today)).Object("replacement");
        course.Head(amend, "tumour", SyntheticCourse.Tumour, course.Held.TumourSince, null, By.TreatingTeam);
        Said(course, amend, SyntheticCourse.Tumour).End().Done();
        Attribute(course, SyntheticCourse.Primary);
        course.Held.ClinicalDiagnosis = Diagnose(
            course, Clinical, "probable", "functional-imaging", course.Held.ClinicalDiagnosis);
    }

    /// <summary>A focus that was found later is put down to the tumour too.</summary>
    public static void Attribute(SyntheticCourse course, string focus) => course
        .Entry("attribution", course.Next("attribution"), Dating.Day(course.Today), null, By.TreatingTeam)
        .Text("certainty", "probable").Texts("lesions", focus).Text("tumour", course.Held.Tumour)
        .Texts("basis", "imaging", "course").Done();

    static void Suspect(SyntheticCourse course, string tumour)
    {
        Tumour(course, tumour);
        if (tumour == Mistaken || course.Tells())
        {
            Attribute(course, "suspected", "imaging");
        }

        course.Held.ClinicalDiagnosis = Diagnose(course, Clinical, "suspected", "imaging", null);
    }

    static void Tumour(SyntheticCourse course, string tumour)
    {
        course.Held.Tumour = tumour;
        course.Held.TumourSince = course.Dating.Of(course.Today);
        Said(course, course.Entry("tumour", tumour, course.Held.TumourSince, null, By.TreatingTeam), tumour).Done();
    }

    static LineWriter Said(SyntheticCourse course, LineWriter entry, string tumour)
    {
        if (tumour == Mistaken)
        {
            return entry.Text("name", "intrahepatic cholangiocarcinoma").Site("primarySite", "bile duct")
                .Text("standing", "hypothetical").Text("behaviour", "malignant");
        }

        entry.Text("name", Name(course)).Text("behaviour", "malignant");
        return course.IsPrimarySeen
            ? entry.Site("primarySite", course.Disease.Site.Organ).Text("standing", "established")
            : entry.Text("standing", "unknown");
    }

    static void Attribute(SyntheticCourse course, string certainty, string basis)
    {
        var lesions = Metastases(course).ToList();
        var isOfPrimary = course.IsPrimarySeen && course.Held.Tumour == SyntheticCourse.Tumour;
        if (isOfPrimary && (lesions.Count > 0 || course.Tells()))
        {
            lesions.Insert(0, SyntheticCourse.Primary);
        }

        if (lesions.Count == 0)
        {
            return;
        }

        course.Held.Attribution = course.Next("attribution");
        var attribution = course
            .Entry("attribution", course.Held.Attribution, Dating.Day(course.Today), null, By.TreatingTeam)
            .Text("certainty", certainty).Texts("lesions", lesions).Text("tumour", course.Held.Tumour);
        if (course.Held.OtherTumour is { } other && certainty == "suspected")
        {
            attribution.Texts("alternatives", other);
        }

        attribution.Texts("basis", basis).Done();
    }

    /// <summary>Histology shows that they are metastases of something else than was thought.</summary>
    static void Reattribute(SyntheticCourse course, string before)
    {
        course.Held.Attribution = course.Next("attribution");
        var anew = course.Correction("reattribute", "Histology shows a neuroendocrine tumour, not cholangiocarcinoma")
            .Object("attribution");
        course.Head(anew, "attribution", course.Held.Attribution, Dating.Day(course.Today), null, By.TreatingTeam)
            .Text("certainty", "confirmed").Texts("lesions", Metastases(course)).Text("tumour", SyntheticCourse.Tumour)
            .Texts("supersedes", before).Texts("basis", "histology", "immunohistochemistry").End().Done();
    }

    static IEnumerable<string> Metastases(SyntheticCourse course) => course.Group is { } group
        ? [group.Key]
        : course.Foci.Select(focus => focus.Key);

    /// <returns>The key of the diagnosis.</returns>
    static string Diagnose(
        SyntheticCourse course, string axis, string certainty, string basis, string? supersedes)
    {
        var isClinical = axis == Clinical;
        var key = course.Next(isClinical ? "clinical-diagnosis" : "diagnosis");
        var tumour = course.Held.Tumour!;
        var by = isClinical ? By.TreatingTeam : By.Pathology;
        var diagnosis = course.Entry("diagnosis", key, Dating.Day(course.Today), null, by)
            .Text("certainty", certainty)
            .Texts("subject", tumour)
            .Text("belief", tumour == Mistaken ? "intrahepatic cholangiocarcinoma" : Belief(course))
            .Text("axis", axis);
        if (!isClinical)
        {
            diagnosis.Text("histologicType", course.Disease.HistologicType);
            diagnosis.Text("grade", course.Disease.IsGraded && course.Held.Grade is { } grade ? $"G{grade}" : null);
        }

        diagnosis.Texts("basis", basis);
        (supersedes is null ? diagnosis : diagnosis.Texts("supersedes", supersedes)).Done();
        return key;
    }

    static void Stage(SyntheticCourse course)
    {
        var disease = course.Disease;
        var isSpread = disease.InLiver > 0;
        var stage = course.Entry("stage", course.Next("stage"), Dating.Day(course.Today), null, By.TreatingTeam)
            .Text("tumour", SyntheticCourse.Tumour).Text("system", "TNM")
            .Text("edition", disease.Found.Year < 2017 ? "UICC 7" : "UICC 8");
        if (course.IsPrimarySeen)
        {
            Category(stage, "t", course.IsPrimaryIn ? "c" : "p", course.Chance.OneOf("T1", "T2", "T2", "T3"));
        }

        Category(stage, "n", course.IsPrimaryIn ? "c" : "p", isSpread || course.Chance.Percent(30) ? "N1" : "N0");
        Category(stage, "m", "c", isSpread ? "M1" : "M0").Text("group", isSpread ? "IV" : null).Done();
    }

    static LineWriter Category(LineWriter stage, string member, string prefix, string value) =>
        stage.Object(member).Text("prefix", prefix).Text("value", value).End();

    static string Belief(SyntheticCourse course) =>
        course.Disease.InLiver > 0 ? $"{Name(course)} with liver metastases" : Name(course);

    static string Name(SyntheticCourse course) => course.IsPrimarySeen
        ? course.Disease.Site.IsLung ? "carcinoid of the lung" : $"NET of the {course.Disease.Site.Organ}"
        : "NET of unknown primary";
}
