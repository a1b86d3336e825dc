using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using NetTimeline.Synthetic;
using Xunit;

namespace NetTimeline.UnitTests.Synthetic;

/// <summary>What holds for every synthetic patient: it can be recorded, is the same again, says what it is.</summary>
public sealed class CohortTests
{
    static readonly Arbitrary<(int Seed, int Number)> Anybody =
        Gen.Choose(0, 1_000_000).SelectMany(seed => Gen.Choose(1, 1_000_000).Select(number => (seed, number)))
            .ToArbitrary();

    [Fact]
    public void Every_line_is_accepted_by_itself() => Assert.Equal([], SyntheticCohort.Patients(1, 1, 400)
        .Select(patient => Posted.RefusalOfEach(patient.Lines)).OfType<string>());

    [Fact]
    public void Every_patient_is_accepted_in_one_piece() => Assert.Equal([], SyntheticCohort.Patients(2, 1, 400)
        .Select(patient => Posted.RefusalOfPortions(patient.Lines)).OfType<string>());

    [Fact]
    public void Anybody_is_accepted() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(200),
        Prop.ForAll(Anybody, who => Posted.RefusalOfEach(SyntheticCohort.Patient(who.Seed, who.Number).Lines) is null));

    [Fact]
    public void A_line_that_was_left_out_is_missed()
    {
        var lines = SyntheticCohort.Patients(1, 1, 20).SelectMany(patient => patient.Lines).ToList();
        var withoutStudies = lines.GroupBy(line => line.Patient)
            .Where(patient => patient.Any(line => line.Word == "imaging-study"))
            .Select(patient => patient.Where(line => line.Word != "imaging-study"));

        Assert.DoesNotContain(null, withoutStudies.Select(Posted.RefusalOfEach));
    }

    [Fact]
    public void A_patient_is_the_same_whoever_else_is_made() => Assert.Equal(
        Text(SyntheticCohort.Patients(7, 40, 3).ElementAt(2)), Text(SyntheticCohort.Patient(7, 42)));

    [Fact]
    public void Another_seed_makes_another_patient() => Assert.NotEqual(
        Text(SyntheticCohort.Patient(7, 42)).Replace("-7-", "-8-", StringComparison.Ordinal),
        Text(SyntheticCohort.Patient(8, 42)));

    [Fact]
    public void The_lines_of_a_patient_are_its_text_and_what_is_posted_is_part_of_them()
    {
        var patient = SyntheticCohort.Patient(1, 3);

        Assert.Equal(Text(patient), Text(patient.Lines));
        Assert.All(patient.Lines, line =>
        {
            using var whole = JsonDocument.Parse(line.Utf8);
            using var posted = JsonDocument.Parse(line.Json);
            var member = whole.RootElement.GetProperty(line.Sort.ToString().ToLowerInvariant());
            Assert.True(JsonElement.DeepEquals(member, posted.RootElement));
            Assert.Equal(patient.RegistryKey, whole.RootElement.GetProperty("patient").GetString());
        });
    }

    [Fact]
    public void Every_record_says_that_it_is_synthetic_in_its_key_and_in_its_first_entry() => Assert.All(
        SyntheticCohort.Patients(3, 1, 50), patient =>
        {
            Assert.StartsWith("synthetic-3-", patient.RegistryKey, StringComparison.Ordinal);
            using var note = JsonDocument.Parse(patient.Lines[1].Json);
            Assert.Equal("note", patient.Lines[1].Word);
            var text = note.RootElement.GetProperty("text").GetString();
            Assert.StartsWith("This patient is synthetic", text, StringComparison.Ordinal);
        });

    [Fact]
    public void Every_entry_and_every_correction_says_so_too() => Assert.All(
        SyntheticCohort.Patients(3, 1, 300).SelectMany(patient => patient.Lines).Skip(1), line =>
        {
            using var json = JsonDocument.Parse(line.Json);
            switch (line.Sort)
            {
                case SyntheticSort.Entry:
                    Assert.Equal(
                        "synthetic", json.RootElement.GetProperty("source").GetProperty("citation").GetString());
                    break;
                case SyntheticSort.Correction:
                    Assert.EndsWith(
                        " (synthetic)", json.RootElement.GetProperty("reason").GetString(), StringComparison.Ordinal);
                    break;
            }
        });

    [Fact]
    public void Mixed_lines_are_the_same_lines_and_those_of_a_patient_keep_their_order()
    {
        const int patients = 1_500;

        var mixed = SyntheticCohort.Interleaved(4, 11, patients).ToList();

        Assert.Equal(
            SyntheticCohort.Patients(4, 11, patients).Select(Text).Order(StringComparer.Ordinal),
            mixed.GroupBy(line => line.Patient)
                .Select(Text)
                .Order(StringComparer.Ordinal));
        var together = mixed.Zip(mixed.Skip(1)).Count(pair => pair.First.Patient == pair.Second.Patient);
        Assert.InRange(together, 0, mixed.Count / 10);
    }

    [Fact]
    public void Nobody_has_a_negative_seed_or_the_number_zero()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticCohort.Patient(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticCohort.Patient(1, 0));
    }

    static string Text(SyntheticPatient patient) => Encoding.UTF8.GetString(patient.Utf8.Span);

    static string Text(IEnumerable<SyntheticLine> lines) =>
        string.Concat(lines.Select(line => Encoding.UTF8.GetString(line.Utf8.Span)));
}
