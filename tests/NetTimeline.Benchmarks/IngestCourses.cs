using System.Text;
using NetTimeline.Domain.Patients;
using NetTimeline.Journal.Json;
using NetTimeline.Synthetic;
using NetTimeline.Tests.Synthetic;

namespace NetTimeline.Benchmarks;

/// <summary>One thing that is recorded of a patient, in each of its forms.</summary>
/// <param name="Route">Below the patients, where the patient's key is <c>KEY</c>.</param>
/// <param name="Body">As it is posted.</param>
/// <param name="Line">As it stands in an import, with its line feed.</param>
/// <param name="Stored">As the store gets it.</param>
sealed record IngestStep(string Route, string Body, string Line, StoredForm Stored);

/// <summary>
/// Beginnings of invented courses, for any number of patients: the courses come again and again, each time under
/// another key.
/// </summary>
sealed class IngestCourses
{
    /// <summary>Stands for the key in what is posted.</summary>
    public const string Key = "KEY";

    const int Courses = 64;
    const int StepsMax = 21;

    readonly IngestStep[][] courses = [.. SyntheticCohort.Patients(1, 1, Courses).Select(Steps)];

    public IReadOnlyList<IngestStep> Of(long patient) => courses[patient % Courses];

    /// <summary>As many whole courses as hold about so many events, as a file.</summary>
    public byte[] File(string prefix, int events)
    {
        var file = new MemoryStream();
        var lines = 0;
        for (var patient = 0; lines < events; patient++)
        {
            foreach (var step in Of(patient))
            {
                var line = step.Line.Replace(Key, $"{prefix}{patient}", StringComparison.Ordinal);
                file.Write(Encoding.UTF8.GetBytes(line));
                lines++;
            }
        }

        return file.ToArray();
    }

    static IngestStep[] Steps(SyntheticPatient patient)
    {
        var (state, steps) = (PatientState.Initial, new List<IngestStep>());
        foreach (var line in patient.Lines.Take(StepsMax))
        {
            var accepted = (Decision.Accepted)Decider.Decide(state, [SyntheticCommands.Of(line)]);
            state = accepted.Events.Aggregate(state, PatientState.Evolve);
            steps.Add(new IngestStep(
                Route(line.Sort), Anonymous(line.Json), Anonymous(line.Utf8),
                EventJson.Encode(accepted.Events.Single())));
        }

        return [.. steps];

        string Anonymous(ReadOnlyMemory<byte> text) =>
            Encoding.UTF8.GetString(text.Span)
                .Replace($"\"{patient.RegistryKey}\"", $"\"{Key}\"", StringComparison.Ordinal);
    }

    static string Route(SyntheticSort sort) => sort switch
    {
        SyntheticSort.Enrol => "",
        SyntheticSort.Entry => $"/{Key}/entries",
        _ => $"/{Key}/corrections",
    };
}

/// <summary>Which step of which patient comes next: each writer follows one patient to the end, then another.</summary>
sealed class IngestTurns(IngestCourses courses, int writers)
{
    readonly (long Patient, int Step)[] turns = [.. Enumerable.Range(0, writers).Select(_ => (-1L, 0))];
    long patients = -1;

    public (long Patient, int Step, IngestStep What) Next(int writer)
    {
        var (patient, step) = turns[writer];
        if (patient < 0 || step == courses.Of(patient).Count)
        {
            (patient, step) = (Interlocked.Increment(ref patients), 0);
        }

        turns[writer] = (patient, step + 1);
        return (patient, step, courses.Of(patient)[step]);
    }
}
