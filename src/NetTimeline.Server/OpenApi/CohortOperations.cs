using NetTimeline.Server.Cohorts;
using NetTimeline.Server.Http;
using static NetTimeline.Server.OpenApi.Place;

namespace NetTimeline.Server.OpenApi;

/// <summary>The words of the API's description for questions about many patients.</summary>
static class CohortOperations
{
    const string FromReadModels =
        " Answered from read models, which follow the log: the answer says up to which position everything is in it, "
        + "and with minPosition waits for one. A patient fits who certainly does; with possible=true also of whom it "
        + "cannot be told, which is said.";

    public static Operation ListPatients { get; } = new(
        "listPatients", "Find patients",
        "In the order of their registry keys, page by page: pass next as after to go on; no next, no more pages."
        + FromReadModels)
    {
        Parameters =
        [
            .. CohortInquiry.Parameters,
            new("after", Query, "string", "Only registry keys that sort after this one.", "calcitonin-pannen"),
            new("limit", Query, "integer",
                $"The most patients on a page: 1 to {Patients.ListPatients.LimitMax}, "
                + $"{Patients.ListPatients.LimitDefault} if left out.", "50"),
        ],
        Answers = [new(200, "A page of patients.", "PatientsView", Text: true)],
        Problems = [ProblemKinds.NotYetThere],
    };

    public static Operation CountCohort { get; } = new(
        "countCohort", "Count patients",
        "How many fit, and how they divide by a word or a decade. Whoever has several words is in several groups."
        + FromReadModels)
    {
        Parameters =
        [
            .. CohortInquiry.Parameters,
            new("by", Query, "string",
                "sex, site, histology, grade, stage, attribution, procedure, therapy, status, birth-decade or "
                + "age-decade.", "site"),
        ],
        Answers = [new(200, "The counts.", "CohortCountView", Text: true)],
        Problems = [ProblemKinds.NotYetThere],
    };

    public static Operation GetCohortMeasure { get; } = new(
        "getCohortMeasure", "Show what a measure says of many patients",
        "Summed up, with the first values; as text/csv or application/x-ndjson every value, each a row, with the "
        + "position, the definition and how many own definitions it is made by in the headers. Numbers are summed up "
        + "as bounds, of exact and bounded ones only." + FromReadModels)
    {
        Parameters =
        [
            new("name", Place.Path, "string", "The measure's name, perhaps with a version.", "age-at-diagnosis"),
            .. CohortInquiry.Parameters,
            new("limit", Query, "integer",
                $"The most values beside the sums: 0 to {Cohorts.GetCohortMeasure.LimitMax}, "
                + $"{Cohorts.GetCohortMeasure.LimitDefault} if left out.", "50"),
        ],
        Answers = [new(200, "The sums and the first values.", "CohortMeasureView", Text: true)],
        Problems = [ProblemKinds.UnknownMeasure, ProblemKinds.NotYetThere],
    };
}
