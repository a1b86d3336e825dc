using NodaTime;

namespace NetTimeline.Synthetic.Illness;

/// <summary>
/// What is so, whether or not the record ever says it: every date that the record states is true of this, unless it is
/// disputed or put right later.
/// </summary>
/// <param name="IsMale">Else female.</param>
/// <param name="Born">The record states the year only.</param>
/// <param name="Found">When the tumour was first seen.</param>
/// <param name="Died">The day of death; null where nobody will ever have learnt of one.</param>
/// <param name="Site">Where the tumour arises.</param>
/// <param name="Grade">1 to 3 by WHO; for lung 1 stands for typical and 2 for atypical.</param>
/// <param name="InLiver">Metastases in the liver when the tumour was found; at most 30.</param>
/// <param name="IsOccult">The primary is not seen at first.</param>
sealed record Disease(
    bool IsMale, LocalDate Born, LocalDate Found, LocalDate? Died, PrimarySite Site, int Grade, int InLiver,
    bool IsOccult)
{
    /// <summary>Nothing is recorded of later days; pure code does not know what day it is.</summary>
    public static readonly LocalDate LastDay = new(2025, 6, 30);

    static readonly LocalDate FirstDay = new(2004, 1, 1);

    static readonly int FindingDays = Period.DaysBetween(FirstDay, new LocalDate(2024, 12, 31));

    static readonly int[] SiteWeights = [.. PrimarySite.All.Select(site => site.Weight)];

    /// <summary>In completed years.</summary>
    public int AgeWhenFound => Period.Between(Born, Found, PeriodUnits.Years).Years;

    public bool IsGraded => !Site.IsLung;

    public string HistologicType => Site.IsLung
        ? Grade == 1 ? "typical carcinoid" : "atypical carcinoid"
        : "neuroendocrine tumour";

    public static Disease By(Chance chance)
    {
        var site = PrimarySite.All[chance.Weighted(SiteWeights)];
        var grade = site.IsLung ? 1 + chance.Weighted(80, 20) : 1 + chance.Weighted(site.Grades);
        var found = FirstDay.PlusDays(chance.Below(FindingDays));
        var youngest = site.Organ == "appendix" ? 15 : 32;
        var born = found.PlusDays(-365 * chance.Between(youngest, 45)).PlusDays(-chance.Below(365 * 40));
        var inLiver = chance.Percent(Math.Min(95, site.InLiver + (grade == 3 ? 30 : 0))) ? Foci(chance) : 0;
        var died = DeathBy(chance, found, MonthlyRisk(grade, inLiver, found.Year - born.Year));
        var isMale = chance.Percent(52);
        // Nobody asks what falls, since each report has a Ki-67 of its own; without it every seed made other patients.
        _ = Ki67By(chance, grade);
        return new Disease(
            isMale, born, found, died, site, grade, inLiver, inLiver > 0 && !site.IsLung && chance.Percent(18));
    }

    /// <summary>In tenths of a percent; WHO 2019 draws its lines at 3 and at 20.</summary>
    public static int Ki67By(Chance chance, int grade) => grade switch
    {
        1 => chance.Between(4, 29),
        2 => chance.OneOf(30, 40, 50, 60, 70, 80, 100, 120, 150, 180),
        _ => chance.OneOf(220, 250, 300, 350, 400, 500),
    };

    static int Foci(Chance chance) => chance.Weighted(30, 34, 22, 14) switch
    {
        0 => 1,
        1 => chance.Between(2, 4),
        2 => chance.Between(5, 10),
        _ => chance.Between(11, 30),
    };

    /// <summary>In parts of ten thousand.</summary>
    static int MonthlyRisk(int grade, int inLiver, int age)
    {
        var ofDisease = (grade, inLiver) switch
        {
            (1, 0) => 3,
            (1, <= 4) => 35,
            (1, _) => 60,
            (2, 0) => 14,
            (2, <= 4) => 85,
            (2, _) => 120,
            (_, 0) => 90,
            _ => 330,
        };
        return ofDisease + (age < 60 ? 4 : age < 72 ? 12 : 40);
    }

    static LocalDate? DeathBy(Chance chance, LocalDate found, int monthlyRisk)
    {
        for (var month = found.PlusMonths(3); month < LastDay.PlusMonths(-2); month = month.PlusMonths(1))
        {
            if (chance.Below(10_000) < monthlyRisk)
            {
                return month.PlusDays(chance.Below(28));
            }
        }

        return null;
    }
}
