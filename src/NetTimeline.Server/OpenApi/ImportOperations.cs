using NetTimeline.Server.Http;
using NetTimeline.Server.Import;

namespace NetTimeline.Server.OpenApi;

/// <summary>The words of the API's description for imports.</summary>
static class ImportOperations
{
    public static Operation ImportEvents { get; } = new(
        "importEvents", "Record many lines",
        "Lines of JSON about any number of patients, in a body of any length; each line is about one patient and "
        + "has at most 256 KiB. Each gets a line of the answer, in their order, as soon as it is on disk: read them "
        + "while you send. Lines of one patient that follow each other are recorded together, at most 500; where "
        + "that cannot be, enrolment, entries and corrections for themselves, each all or nothing. An empty line "
        + "ends such a portion, for whoever waits for its results. After a refusal, of which at most 100 errors are "
        + "said, the rest of that patient is skipped; others go on. The last line sums up; where it names a problem, "
        + "or is not there, lines without a result may or may not be recorded. Sending everything again is safe and "
        + "records what is missing.")
    {
        Parameters = [Operations.Actor],
        Body = new(Schemas.ImportLine, Many: false, Examples.Imports) { IsLines = true },
        Answers =
        [
            new(200, "What became of each line.", "LineResult")
            {
                MediaType = Negotiation.Lines,
                LastLine = "ImportEnd",
            },
        ],
        Problems =
        [
            ProblemKinds.NotJson, ProblemKinds.UnsupportedMediaType, ProblemKinds.RequestTooSlow,
            ImportProblems.TooMany,
        ],
    };
}
