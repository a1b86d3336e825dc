using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Patients;
using NetTimeline.Domain.Values;
using NetTimeline.Synthetic;
using NetTimeline.Tests.Synthetic;
using Xunit;

namespace NetTimeline.UnitTests.Synthetic;

/// <summary>What a cohort is like as a whole: long and short courses, loose dates, beliefs that were revised.</summary>
public sealed class CohortShapeTests
{
    const int Patients = 3_000;

    static readonly List<SyntheticPatient> Cohort = [.. SyntheticCohort.Patients(1, 1, Patients)];

    static readonly List<(string Patient, PatientCommand Command)> Commands =
        [.. Cohort.SelectMany(patient => patient.Lines).Select(line => (line.Patient, SyntheticCommands.Of(line)))];

    static IEnumerable<Entry> Entries => Commands.Select(each => each.Command)
        .OfType<PatientCommand.RecordEntry>().Select(record => record.Entry);

    [Fact]
    public void A_course_has_about_twenty_lines_and_a_few_have_many_more()
    {
        var lines = Cohort.Select(patient => patient.Lines.Count).ToList();

        Assert.InRange(lines.Average(), 17, 26);
        Assert.InRange(lines.Max(), 120, 400);
        Assert.InRange(lines.Count(number => number < 15), Patients / 10, Patients / 2);
    }

    [Fact]
    public void A_quarter_to_a_half_of_what_has_a_date_of_its_own_is_not_dated_to_the_day()
    {
        var own = Entries.Where(entry => entry.Occurred is { Date: not ClinicalDate.SameTimeAs }
            && entry.Content is ImagingStudy or Procedure or LaboratoryValue or Biopsy or SystemicTherapy or Symptom);
        var loose = own.Count(entry => entry.Occurred!.Date is not ClinicalDate.On { Date.Day: not null });

        Assert.InRange(loose * 100 / own.Count(), 25, 50);
    }

    [Fact]
    public void Every_form_of_date_is_there()
    {
        var forms = Entries.SelectMany(entry => new[] { entry.Occurred, entry.Known })
            .OfType<StatedDate>().Select(date => date.Date.GetType().Name).ToHashSet();

        Assert.Superset(
            new HashSet<string>(
            [
                nameof(ClinicalDate.On), nameof(ClinicalDate.Between), nameof(ClinicalDate.Offset),
                nameof(ClinicalDate.AtLeast), nameof(ClinicalDate.PostoperativeDay), nameof(ClinicalDate.AtAge),
                nameof(ClinicalDate.SameTimeAs), nameof(ClinicalDate.NotStated),
            ]),
            forms);
        Assert.Contains(Entries, entry => entry.AlsoStated.Any(date => date.Disputed));
    }

    [Fact]
    public void Every_kind_of_entry_and_every_correction_is_there()
    {
        var words = Cohort.SelectMany(patient => patient.Lines).Select(line => line.Word).ToHashSet();
        var kinds = Enum.GetValues<EntryKinds>()
            .Where(kind => System.Numerics.BitOperations.IsPow2((int)kind))
            .Select(kind => Words.Of(kind));

        Assert.Superset(new HashSet<string>([.. kinds]), words);
        Assert.Superset(
            new HashSet<string>(["amend", "redate", "retract", "reattribute", "split", "merge"]), words);
    }

    [Fact]
    public void Beliefs_are_revised()
    {
        var reattributed = Commands.Where(each => each.Command is PatientCommand.ReattributeLesion)
            .Select(each => each.Patient).Distinct().Count();
        var found = Commands.Count(each => each.Command is PatientCommand.AmendEntry
        {
            Nature: AmendmentNature.Reinterpretation,
            Replacement.Content: Tumour { PrimarySite: not null },
        });

        Assert.InRange(reattributed, 10, Patients / 10);
        Assert.InRange(found, 5, Patients / 10);
    }

    [Fact]
    public void Ki67_and_mitoses_are_those_of_the_grade()
    {
        var graded = Entries.Select(entry => entry.Content).OfType<PathologyReport>()
            .SelectMany(report => report.Lesions).Where(found => found.Grade is not null).ToList();

        Assert.NotEmpty(graded);
        Assert.All(graded, found =>
        {
            var (low, high, mitosesMax) = found.Grade switch
            {
                Grade.G1 => (0m, 2.9m, 1m),
                Grade.G2 => (3m, 20m, 20m),
                _ => (20.1m, 100m, 100m),
            };
            Assert.True(found.Ki67!.LiesWithin(low, high), $"{found}");
            Assert.True(found.Mitoses!.LiesWithin(0, mitosesMax), $"{found}");
        });
    }

    [Fact]
    public void Some_have_two_tumours()
    {
        var tumours = Entries.Count(entry => entry.Key.Value is "prostate-cancer" or "colon-cancer");

        Assert.InRange(tumours, Patients / 50, Patients / 10);
    }

    [Fact]
    public void What_is_seen_late_on_an_old_study_is_read_again() => Assert.Contains(Entries, entry =>
        entry.Content is ImagingReading && entry.Key.Value.StartsWith("second-look", StringComparison.Ordinal));
}
