using System.CommandLine;
using NetTimeline.Synthetic;

namespace NetTimeline.Cli.Verbs;

/// <summary>Writes invented patients as lines that an import takes.</summary>
static class Synth
{
    const long NumberMax = 1_000_000_000;

    static readonly Option<long> Patients = Whole(
        "--patients", "N", "How many patients.", least: 0, otherwise: null);

    static readonly Option<long> Seed = Whole(
        "--seed", "S", "Which cohort, 1 where nothing is said. The same seed makes the same patients everywhere.",
        least: 0, otherwise: 1);

    static readonly Option<long> First = Whole(
        "--first", "K", "The number of the first patient, 1 where nothing is said; the rest of a cohort can follow.",
        least: 1, otherwise: 1);

    static readonly Option<bool> Interleaved = new("--interleaved")
    {
        Description = "Mix the patients as the log of a registry does; the lines of each keep their order.",
    };

    public static Command Command()
    {
        var command = new Command(
            "synth", "Make patients up: invented courses, marked as such, as lines for nettimeline import.")
        {
            Patients, Seed, First, Interleaved,
        };
        command.SetAction(Run);
        return command;
    }

    static int Run(ParseResult parsed)
    {
        var (seed, first, count) = (parsed.GetValue(Seed), parsed.GetValue(First), parsed.GetRequiredValue(Patients));
        var texts = parsed.GetValue(Interleaved)
            ? SyntheticCohort.Interleaved(seed, first, count).Select(line => line.Utf8)
            : SyntheticCohort.Patients(seed, first, count).Select(patient => patient.Utf8);
        try
        {
            using var output = Terminal.Bytes();
            foreach (var text in texts)
            {
                output.Write(text.Span);
            }

            return ExitCodes.Done;
        }
        catch (IOException failed)
        {
            if (Terminal.HasReaderLeft(failed))
            {
                return ExitCodes.Done;
            }

            Terminal.Say(failed.Message);
            return ExitCodes.No;
        }
    }

    static Option<long> Whole(string name, string value, string description, long least, long? otherwise)
    {
        var option = new Option<long>(name)
        {
            HelpName = value,
            Description = description,
            Required = otherwise is null,
        };
        if (otherwise is { } usual)
        {
            option.DefaultValueFactory = _ => usual;
        }

        option.Validators.Add(given =>
        {
            if (given.Tokens is [{ Value: var text }] && !(long.TryParse(text, out var number)
                && number >= least && number <= NumberMax))
            {
                given.AddError($"{name} is a whole number from {least} to {NumberMax}.");
            }
        });
        return option;
    }
}
