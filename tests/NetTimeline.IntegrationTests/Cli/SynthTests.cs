using System.Text;
using NetTimeline.Synthetic;
using Xunit;

namespace NetTimeline.IntegrationTests.Cli;

/// <summary>What <c>nettimeline synth</c> writes, and that a server takes it.</summary>
public sealed class SynthTests(ServedTimeline server) : IClassFixture<ServedTimeline>
{
    [Fact]
    public async Task It_writes_the_lines_of_the_patients_that_were_asked_for()
    {
        var synth = await CommandRun.NettimelineAsync("synth", "--patients", "3", "--seed", "5", "--first", "20");

        Assert.Equal(new Ended(0, Text(SyntheticCohort.Patients(5, 20, 3)), ""), synth);
    }

    [Fact]
    public async Task Without_a_seed_it_is_the_first_cohort_from_its_first_patient_on()
    {
        var synth = await CommandRun.NettimelineAsync("synth", "--patients", "2");

        Assert.Equal(Text(SyntheticCohort.Patients(1, 1, 2)), synth.Output);
    }

    [Fact]
    public async Task A_server_takes_every_line_of_mixed_patients()
    {
        var synth = await CommandRun.NettimelineAsync("synth", "--patients", "25", "--seed", "6", "--interleaved");
        var lines = synth.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        var import = await server.ImportAsync(lines);
        var again = await server.ImportAsync(lines);

        Assert.Equal(new Ended(0, $"recorded {lines.Length}, already there 0, not recorded 0\n", ""), import);
        Assert.Equal(new Ended(0, $"recorded 0, already there {lines.Length}, not recorded 0\n", ""), again);
    }

    [Fact]
    public async Task An_import_reads_what_is_piped_to_it()
    {
        var patient = SyntheticCohort.Patient(9, 1);
        await using var piped = CommandRun.Start("bash",
        [
            "-o", "pipefail", "-c",
            $"dotnet '{CommandRun.Program}' synth --patients 1 --seed 9 "
                + $"| dotnet '{CommandRun.Program}' import - --server {server.Address.OriginalString}",
        ]);

        var ended = await piped.EndAsync();

        Assert.Equal((0, $"recorded {patient.Lines.Count}, already there 0, not recorded 0\n"),
            (ended.ExitCode, ended.Output));
        Assert.Equal(patient.Lines.Count, await server.VersionAsync(patient.RegistryKey));
    }

    [Fact]
    public async Task A_reader_who_goes_away_early_ends_it()
    {
        await using var piped = CommandRun.Start("bash",
        [
            "-o", "pipefail", "-c", $"dotnet '{CommandRun.Program}' synth --patients 1000000000 | head -n 2",
        ]);

        var ended = await piped.EndAsync();

        Assert.Equal((0, ""), (ended.ExitCode, ended.Errors));
    }

    [Theory]
    [InlineData("synth")]
    [InlineData("synth", "--patients", "-1")]
    [InlineData("synth", "--patients", "many")]
    [InlineData("synth", "--patients", "1000000001")]
    [InlineData("synth", "--patients", "1", "--seed", "-1")]
    [InlineData("synth", "--patients", "1", "--first", "0")]
    public async Task What_cannot_be_understood_makes_nobody(params string[] arguments)
    {
        var synth = await CommandRun.NettimelineAsync(arguments);

        Assert.Equal((2, ""), (synth.ExitCode, synth.Output));
        Assert.NotEqual("", synth.Errors);
    }

    static string Text(IEnumerable<SyntheticPatient> patients) =>
        string.Concat(patients.Select(patient => Encoding.UTF8.GetString(patient.Utf8.Span)));
}
