using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Readings;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Management;

/// <summary>Operations in stages: the time between them, and whether the last was reached.</summary>
static class StagedOperation
{
    public static Items<Measure> All { get; } =
    [
        new(
            Definitions.PerProcedure(
                "interval-between-stages", "Days from one stage of an operation to the next", "d",
                "From a stage that was done to the next stage of as many, the first after it that was done.",
                new Citation("ALPPS: stages one to three weeks apart, general practice", null)),
            (course, definition) => First(course).SelectMany(stage => Following(course, stage) is { } next
                ? [definition.Days(course, Instance.Of(stage.Key, next.Key), stage.Entry, next.Entry)]
                : Items<MeasureValue>.None)),
        new(
            Definitions.PerProcedure(
                "staged-completion", "Whether the next stage of an operation was done", null,
                "\"completed\": the next stage was done; \"abandoned\": it was begun and abandoned; \"not stated\": "
                    + "neither. Only a completed operation counts as a resection.",
                Definitions.Own),
            (course, definition) => First(course).Select(stage => Completion(course, definition, stage))),
    ];

    /// <summary>Stages that another one is to follow.</summary>
    static IEnumerable<Stated<Procedure>> First(Course course) =>
        course.Performed.Where(each => each.Content.StageOf is { } step && step.Number < step.Of);

    static Stated<Procedure>? Following(Course course, Stated<Procedure> stage) =>
        Next(course, stage, ProcedureStanding.Performed);

    static Stated<Procedure>? Next(Course course, Stated<Procedure> stage, ProcedureStanding standing)
    {
        var step = stage.Content.StageOf!;
        var next = course.All<Procedure>()
            .Where(each => each.Content.Standing == standing
                && each.Content.StageOf == new StepOf(step.Number + 1, step.Of)
                && course.IsNotAfter(stage.Key, each.Key)).ToList();
        return next.Exists(Is) ? next.Find(Is) : null;

        bool Is(Stated<Procedure> each) => next.TrueForAll(other => course.IsNotAfter(each.Key, other.Key));
    }

    static MeasureValue Completion(Course course, MeasureDefinition definition, Stated<Procedure> stage)
    {
        var (done, abandoned) = (Following(course, stage), Next(course, stage, ProcedureStanding.Abandoned));
        return definition.Category(
            Instance.Of(stage.Key), [done is not null ? "completed" : abandoned is not null ? "abandoned"
                : "not stated"],
            [
                stage.Entry.As(EvidenceRole.Start),
                .. (done ?? abandoned) is { } next ? [next.Entry.As(EvidenceRole.Condition)] : Items<Evidence>.None,
            ]);
    }
}
