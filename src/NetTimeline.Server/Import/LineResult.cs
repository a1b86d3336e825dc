using NetTimeline.Domain;
using NetTimeline.Server.Http;

namespace NetTimeline.Server.Import;

/// <summary>What became of a line of an import.</summary>
enum LineOutcome
{
    /// <summary>It is in the log, for good.</summary>
    Recorded,

    /// <summary>It had been recorded before, in the same words.</summary>
    AlreadyRecorded,

    /// <summary>It says what cannot be recorded; errors say why.</summary>
    Refused,

    /// <summary>Nothing is wrong with it, but it stands with a line that was refused, or after one.</summary>
    Skipped,
}

/// <summary>The answer to one line of an import, as it is written.</summary>
/// <param name="Line">In the body, from 1; empty lines count.</param>
/// <param name="Patient">As the line says; left out where it does not.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Version">The patient's version with it; of what had been recorded before, the present one.</param>
/// <param name="Position">In the log; of what was recorded now.</param>
/// <param name="Errors">Pointers are into the line.</param>
/// <param name="Detail">Why it was skipped.</param>
sealed record LineResult(
    long Line, string? Patient, LineOutcome Outcome, long? Version, long? Position, Items<ProblemError> Errors,
    string? Detail)
{
    public static LineResult Recorded(ImportLine line, long version, long position) =>
        new(line.Number, line.Patient, LineOutcome.Recorded, version, position, [], null);

    public static LineResult AlreadyRecorded(ImportLine line, long version) =>
        new(line.Number, line.Patient, LineOutcome.AlreadyRecorded, version, null, [], null);

    public static LineResult Refused(ImportLine line, IEnumerable<ProblemError> errors) =>
        new(line.Number, line.Patient, LineOutcome.Refused, null, null, [.. errors], null);

    public static LineResult Skipped(ImportLine line, long refused) => new(
        line.Number, line.Patient, LineOutcome.Skipped, null, null, [],
        $"Line {refused} about this patient was refused.");
}

/// <summary>The last line of an answer to an import.</summary>
/// <param name="Recorded">Lines, as the others.</param>
/// <param name="AlreadyRecorded">Recognised.</param>
/// <param name="Refused">With errors.</param>
/// <param name="Skipped">Because of those.</param>
/// <param name="Problem">
/// Why it ended before the body did; then lines without a result may or may not be recorded. Left out where it did not.
/// </param>
sealed record ImportSummary(
    long Recorded, long AlreadyRecorded, long Refused, long Skipped, ImportSummary.Ended? Problem)
{
    /// <param name="Type">Of the problem; its page says what it means.</param>
    /// <param name="Detail">For a person.</param>
    public sealed record Ended(string Type, string Detail);

    public ImportSummary With(LineOutcome outcome) => outcome switch
    {
        LineOutcome.Recorded => this with { Recorded = Recorded + 1 },
        LineOutcome.AlreadyRecorded => this with { AlreadyRecorded = AlreadyRecorded + 1 },
        LineOutcome.Refused => this with { Refused = Refused + 1 },
        _ => this with { Skipped = Skipped + 1 },
    };
}

/// <summary>The last line wraps the summary, so that it is told from a result by its one member.</summary>
sealed record ImportEnd(ImportSummary Summary);
