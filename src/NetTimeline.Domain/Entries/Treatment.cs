using NetTimeline.Domain.Values;

namespace NetTimeline.Domain.Entries;

/// <summary>An operation or intervention: planned, performed or abandoned.</summary>
/// <param name="Name">"laparoscopic low anterior resection".</param>
/// <param name="Standing">A plan is never counted as done.</param>
/// <param name="Intent">Why; null where not stated.</param>
/// <param name="Site">Where.</param>
/// <param name="Approach">"laparoscopic", "open"; null where not stated.</param>
/// <param name="Components">Its parts, each with its own standing.</param>
/// <param name="StageOf">Which of how many steps: stage 1 of 2.</param>
/// <param name="Fulfils">The decision or planned procedure it carries out.</param>
/// <param name="Targets">Lesions it was aimed at.</param>
/// <param name="Removes">Lesions and groups it took out.</param>
/// <param name="OperativeTime">As stated, usually minutes.</param>
/// <param name="BloodLoss">As stated, usually millilitres.</param>
public sealed record Procedure(
    string Name,
    ProcedureStanding Standing,
    Intent? Intent,
    Site? Site,
    string? Approach,
    Items<Component> Components,
    StepOf? StageOf,
    EntryKey? Fulfils,
    Items<EntryKey> Targets,
    Items<EntryKey> Removes,
    Quantity? OperativeTime,
    Quantity? BloodLoss) : EntryContent
{
    public override EntryKinds Kind => EntryKinds.Procedure;

    public override bool OnlyTheLiving => true;

    public override IEnumerable<Reference> References() =>
        Reference.Of("/fulfils", Fulfils, EntryKinds.Decision | EntryKinds.Procedure)
            .Concat(Reference.All("/targets", Targets, EntryKinds.Disease))
            .Concat(Reference.All("/removes", Removes, EntryKinds.Lesions))
            .Concat(Reference.Of("/operativeTime", OperativeTime))
            .Concat(Reference.Of("/bloodLoss", BloodLoss));

    public override IEnumerable<EntryKey> NotBefore() => Fulfils is { } plan ? [plan] : [];

    public override IEnumerable<Fault> Faults()
    {
        if (StageOf is { } step && (step.Number < 1 || step.Number > step.Of))
        {
            yield return Wrong("/stageOf", "A stage is one of 1 to the number of stages.");
        }

        if (Removes.Count > 0 && Standing is not ProcedureStanding.Performed)
        {
            yield return Wrong("/removes", "Only a procedure that was performed removes something.");
        }

        foreach (var fault in (Site?.Faults().Select(f => f.Below("/site")) ?? [])
                     .Concat(Amounts.Time("/operativeTime", OperativeTime))
                     .Concat(Amounts.Volume("/bloodLoss", BloodLoss)))
        {
            yield return fault;
        }
    }

    public override string Headline() => Join(
        Name, Standing is ProcedureStanding.Performed ? null : Words.Of(Standing),
        Intent is { } intent ? Words.Of(intent) : null, Approach,
        StageOf is { } step ? $"stage {step.Number} of {step.Of}" : null, List(Components),
        Removes.Count > 0 ? $"removes {List(Removes)}" : null,
        OperativeTime is null ? null : $"operative time {OperativeTime}",
        BloodLoss is null ? null : $"blood loss {BloodLoss}");
}

/// <summary>How far a procedure came.</summary>
public enum ProcedureStanding
{
    Planned,
    Performed,
    Abandoned,
}

/// <summary>
/// A part of a procedure, with its own standing: a resection can be performed without a part that was planned.
/// </summary>
public sealed record Component(string Name, Site? Site, ProcedureStanding Standing)
{
    public override string ToString() =>
        Standing is ProcedureStanding.Performed ? Name : $"{Name} ({Words.Of(Standing)})";
}

/// <summary>The <paramref name="Number"/>th of <paramref name="Of"/> steps, from 1.</summary>
public sealed record StepOf(int Number, int Of);

/// <summary>Intents of treatment, after mCODE.</summary>
public enum Intent
{
    Curative,
    Palliative,
    Diagnostic,
    Staging,
    Preparatory,
    Adjuvant,
    Neoadjuvant,
    Supportive,
    Preventive,
}

/// <summary>A question and what was chosen, rejected or deferred.</summary>
/// <param name="Question">What was to be decided.</param>
/// <param name="Options">At least one, each with its reason where one is stated.</param>
/// <param name="About">The tumours, lesions or entries it concerns.</param>
public sealed record Decision(string Question, Items<DecisionOption> Options, Items<EntryKey> About) : EntryContent
{
    public override EntryKinds Kind => EntryKinds.Decision;

    public override IEnumerable<Reference> References() => Reference.All("/about", About, EntryKinds.Any);

    public override IEnumerable<Fault> Faults() =>
        NotEmpty("/options", Options, "A decision names at least one option and what became of it.");

    public override string Headline() => Join([$"{Question}", .. Options]);
}

/// <summary>One option and what became of it.</summary>
public sealed record DecisionOption(string Option, Choice Choice, string? Reason)
{
    public override string ToString() => $"{Option} {Words.Of(Choice)}{(Reason is null ? "" : $": {Reason}")}";
}

/// <summary>What became of an option.</summary>
public enum Choice
{
    Chosen,
    Rejected,
    Deferred,
}

/// <summary>Drugs against the disease.</summary>
/// <param name="Regimen">Its name: "XELOX"; null where only agents are stated.</param>
/// <param name="Agents">Generic names.</param>
/// <param name="Intent">Null where not stated.</param>
/// <param name="Targets">The tumours or lesions it is given for.</param>
/// <param name="Cycles">How many; null where not stated.</param>
/// <param name="Standing">Planned, given or abandoned.</param>
public sealed record SystemicTherapy(
    string? Regimen,
    Items<string> Agents,
    Intent? Intent,
    Items<EntryKey> Targets,
    Count? Cycles,
    ProcedureStanding Standing) : EntryContent
{
    public override EntryKinds Kind => EntryKinds.SystemicTherapy;

    public override bool OnlyTheLiving => true;

    public override IEnumerable<Reference> References() => Reference.All("/targets", Targets, EntryKinds.Disease);

    public override IEnumerable<Fault> Faults() => Regimen is null && Agents.Count == 0
        ? [Wrong("/agents", "A therapy names its regimen or its agents.")]
        : [];

    public override EntryContent BeforeItsEnd() => this with { Cycles = null };

    public override string Headline() => Join(Regimen, List(Agents), Intent is { } intent ? Words.Of(intent) : null,
        Targets.Count > 0 ? $"for {List(Targets)}" : null, Cycles is { } cycles ? $"{cycles} cycles" : null,
        Standing is ProcedureStanding.Performed ? null : Words.Of(Standing));
}

/// <summary>Radiation against the disease.</summary>
/// <param name="Site">Where; null where only targets are stated.</param>
/// <param name="Targets">Tumours or lesions irradiated.</param>
/// <param name="Dose">In Gy; null where not stated.</param>
/// <param name="Fractions">How many; null where not stated.</param>
/// <param name="Intent">Null where not stated.</param>
/// <param name="Standing">Planned, given or abandoned.</param>
public sealed record Radiotherapy(
    Site? Site,
    Items<EntryKey> Targets,
    Quantity? Dose,
    Count? Fractions,
    Intent? Intent,
    ProcedureStanding Standing) : EntryContent
{
    public override EntryKinds Kind => EntryKinds.Radiotherapy;

    public override bool OnlyTheLiving => true;

    public override IEnumerable<Reference> References() => Reference.All("/targets", Targets, EntryKinds.Disease)
        .Concat(Reference.Of("/dose", Dose));

    public override IEnumerable<Fault> Faults() =>
        (Site is null && Targets.Count == 0
            ? [Wrong("/targets", "A radiotherapy says what was irradiated.")]
            : Items<Fault>.None)
        .Concat(Site?.Faults().Select(fault => fault.Below("/site")) ?? [])
        .Concat(Amounts.Dose("/dose", Dose));

    public override EntryContent BeforeItsEnd() => this with { Dose = null, Fractions = null };

    public override string Headline() => Join(Site, List(Targets), Dose, Fractions is { } n ? $"{n} fractions" : null,
        Intent is { } intent ? Words.Of(intent) : null,
        Standing is ProcedureStanding.Performed ? null : Words.Of(Standing));
}

/// <summary>A complication, or the statement that there was none.</summary>
/// <param name="Of">The procedure, biopsy, systemic therapy or radiotherapy.</param>
/// <param name="Name">Null with grade None.</param>
/// <param name="Grade">By Clavien and Dindo; None says that no complication occurred; null where not graded.</param>
public sealed record Complication(EntryKey Of, string? Name, ClavienDindo? Grade) : EntryContent
{
    public override EntryKinds Kind => EntryKinds.Complication;

    public override IEnumerable<Reference> References() => [new Reference("/of", Of, EntryKinds.Interventions)];

    public override IEnumerable<EntryKey> NotBefore() => [Of];

    public override IEnumerable<Fault> Faults() => (Name is null) == (Grade is not ClavienDindo.None)
        ? [Wrong("/name", "Either a complication is named, or the grade is None, which says that there was none.")]
        : [];

    public override string Headline() => Join(
        Grade is ClavienDindo.None ? $"none after {Of}" : $"{Name} after {Of}",
        Grade is { } grade and not ClavienDindo.None ? $"Clavien–Dindo {Words.Of(grade)}" : null);
}
