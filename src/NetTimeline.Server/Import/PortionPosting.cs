using System.Collections.Concurrent;
using NetTimeline.Domain;
using NetTimeline.Journal;
using NetTimeline.Journal.Json;
using NetTimeline.Server.Http;

namespace NetTimeline.Server.Import;

/// <summary>
/// Posts portions, several patients at once and those of one patient in their order. After a line was refused, or could
/// not be posted, nothing more of its patient is, since it may build on what is missing.
/// </summary>
/// <param name="journal">Where they are recorded.</param>
/// <param name="asking">Who imports.</param>
/// <param name="problemOf">What an exception is to whoever asked.</param>
sealed class PortionPosting(PatientJournal journal, Asking asking, Func<Exception, Problem> problemOf)
{
    /// <summary>Of each patient the portion posted last, until that has been done; for good where it failed.</summary>
    readonly ConcurrentDictionary<string, Task> underWay = new(StringComparer.Ordinal);

    /// <summary>The first line of a patient that was refused.</summary>
    readonly ConcurrentDictionary<string, long> refused = new(StringComparer.Ordinal);

    /// <summary>Of how many patients a line was refused.</summary>
    public int PatientsRefused => refused.Count;

    /// <summary>Results in the order of the lines. Called for one portion at a time; returns at once.</summary>
    public Task<IReadOnlyList<LineResult>> PostAsync(Portion portion, CancellationToken cancellation)
    {
        if (portion.Patient is not { } patient)
        {
            return Task.FromResult<IReadOnlyList<LineResult>>(RefusedOf(portion.Lines));
        }

        var before = underWay.GetValueOrDefault(patient, Task.CompletedTask);
        var posting = Task.Run(() => PostAfterAsync(before, patient, portion, cancellation), cancellation);
        underWay[patient] = posting;
        _ = posting.ContinueWith(
            done => underWay.TryRemove(new KeyValuePair<string, Task>(patient, done)),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously | TaskContinuationOptions.OnlyOnRanToCompletion,
            TaskScheduler.Default);
        return posting;
    }

    async Task<IReadOnlyList<LineResult>> PostAfterAsync(
        Task before, string patient, Portion portion, CancellationToken cancellation)
    {
        // Where that one failed, whoever waits for its results is told.
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (before.IsFaulted || before.IsCanceled)
        {
            throw new OperationCanceledException("What came before about the patient could not be posted.");
        }

        if (refused.TryGetValue(patient, out var line))
        {
            return [.. portion.Lines.Select(each => LineResult.Skipped(each, line))];
        }

        var runs = portion.Runs();
        if (runs.Count > 1 && portion.Lines.All(each => each is ImportLine.Command))
        {
            var together = await PostRunAsync(patient, portion.Lines, cancellation);
            if (together.All(each => each.Outcome is LineOutcome.Recorded or LineOutcome.AlreadyRecorded))
            {
                return together;
            }
        }

        return await PostRunsAsync(patient, runs, cancellation);
    }

    async Task<IReadOnlyList<LineResult>> PostRunsAsync(
        string patient, IReadOnlyList<IReadOnlyList<ImportLine>> runs, CancellationToken cancellation)
    {
        var results = new List<LineResult>();
        foreach (var run in runs)
        {
            results.AddRange(refused.TryGetValue(patient, out var line)
                ? run.Select(each => LineResult.Skipped(each, line))
                : await PostRunAsync(patient, run, cancellation));
            if (results.Find(each => each.Outcome is LineOutcome.Refused) is { } first)
            {
                refused.TryAdd(patient, first.Line);
            }
        }

        return results;
    }

    async Task<IReadOnlyList<LineResult>> PostRunAsync(
        string patient, IReadOnlyList<ImportLine> run, CancellationToken cancellation)
    {
        var commands = run.OfType<ImportLine.Command>().Select(each => each.Said).ToArray();
        if (commands.Length < run.Count)
        {
            return RefusedOf(run);
        }

        try
        {
            return ResultsOf(run, await journal.PostAsync(patient, commands, asking, cancellation));
        }
        catch (Exception error) when (error is UnreadableEventException or PatientErasedException)
        {
            // Others can be read, and are there.
            return RefusedOf(run, ErrorOf(problemOf(error)));
        }
    }

    static IReadOnlyList<LineResult> ResultsOf(IReadOnlyList<ImportLine> run, Posting posting) =>
        posting switch
        {
            Posting.Recorded done => RecordedOf(run, done),
            Posting.AlreadyRecorded before =>
                [.. run.Select(each => LineResult.AlreadyRecorded(each, before.Version))],
            Posting.Refused no => RefusedOf(run, no.Faults),
            Posting.Erased gone => RefusedOf(run, gone.Faults),
            Posting.NoSuchPatient => RefusedOf(run, Unknown),
            Posting.TooBusy => RefusedOf(run, TooBusy),
            _ => throw new InvalidOperationException($"A portion was answered {posting.GetType().Name}."),
        };

    static ProblemError Unknown { get; } = ProblemError.InBody(
        new Domain.Fault(Domain.Refusal.NotEnrolled, "", Patients.Missing.Patient.Detail));

    static ProblemError TooBusy { get; } = ErrorOf(Problem.Of(ProblemKinds.TooBusy));

    /// <summary>It is the patient's and no fault of the line; the same line may be recorded another time.</summary>
    static ProblemError ErrorOf(Problem problem) => new("", null, null, problem.Kind.Name, problem.Detail);

    /// <summary>Of the events each has its command's place; what has none had been recorded before.</summary>
    static LineResult[] RecordedOf(IReadOnlyList<ImportLine> run, Posting.Recorded done)
    {
        var results = run.Select(each => LineResult.AlreadyRecorded(each, done.Version)).ToArray();
        for (var at = 0; at < done.Places.Count; at++)
        {
            results[done.Places[at]] = LineResult.Recorded(
                run[done.Places[at]], done.Version - done.Places.Count + 1 + at, done.FirstPosition + at);
        }

        return results;
    }

    /// <summary>The error stands with the first line.</summary>
    static LineResult[] RefusedOf(IReadOnlyList<ImportLine> run, ProblemError error) =>
        RefusedOf([new ImportLine.Faulty(run[0].Number, run[0].Patient, [error]), .. run.Skip(1)]);

    static LineResult[] RefusedOf(IReadOnlyList<ImportLine> run, Items<Domain.Fault> said)
    {
        var faults = said.ToLookup(PlaceOf, fault => fault with { Pointer = WithoutPlace(fault.Pointer) });
        return RefusedOf([.. run.Select((each, at) => faults.Contains(at) && each is ImportLine.Command command
            ? ImportLine.Faulty.Of(each.Number, each.Patient, faults[at].Select(command.InLine))
            : each)]);
    }

    /// <summary>Those with faults are refused, the others skipped because of the first of those.</summary>
    static LineResult[] RefusedOf(IReadOnlyList<ImportLine> run)
    {
        var first = run.First(each => each is ImportLine.Faulty).Number;
        return [.. run.Select(each => each is ImportLine.Faulty faulty
            ? LineResult.Refused(each, faulty.Errors)
            : LineResult.Skipped(each, first))];
    }

    static int PlaceOf(Domain.Fault fault) =>
        int.Parse(fault.Pointer.AsSpan(1, EndOfPlace(fault.Pointer) - 1), null);

    static string WithoutPlace(string pointer) => pointer[EndOfPlace(pointer)..];

    static int EndOfPlace(string pointer) => pointer.IndexOf('/', 1) is > 0 and var end ? end : pointer.Length;
}
