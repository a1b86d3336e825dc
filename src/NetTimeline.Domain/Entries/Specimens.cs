using NetTimeline.Domain.Values;

namespace NetTimeline.Domain.Entries;

/// <summary>Taking tissue. What it showed is a pathology report.</summary>
/// <param name="Lesion">What was biopsied; null where not stated or <paramref name="OneOf"/>.</param>
/// <param name="OneOf">One of these was biopsied and the source does not say which.</param>
/// <param name="Site">Where the needle or knife went.</param>
/// <param name="Method">"percutaneous transhepatic", "surgical".</param>
/// <param name="During">The procedure in which it was taken.</param>
public sealed record Biopsy(
    EntryKey? Lesion, Items<EntryKey> OneOf, Site Site, string? Method, EntryKey? During) : EntryContent
{
    public override EntryKinds Kind => EntryKinds.Biopsy;

    public override bool OnlyTheLiving => true;

    public override IEnumerable<Reference> References() => Reference.Of("/lesion", Lesion, EntryKinds.Lesions)
        .Concat(Reference.All("/oneOf", OneOf, EntryKinds.Lesions))
        .Concat(Reference.Of("/during", During, EntryKinds.Procedure));

    public override IEnumerable<EntryKey> NotBefore() => During is { } procedure ? [procedure] : [];

    public override IEnumerable<Fault> Faults() => Site.Faults().Select(fault => fault.Below("/site"))
        .Concat(Lesion is not null && OneOf.Count > 0
            ? [Wrong("/oneOf", "Name either one lesion or the candidates, not both.")]
            : Subjects.Candidates(OneOf));

    public override string Headline() => Join($"{Site}", Method, Lesion?.Value,
        OneOf.Count > 0 ? $"one of {List(OneOf)}" : null, During is { } during ? $"during {during}" : null);
}

/// <summary>Tissue that left the body: what pathologists look at and what their words refer to.</summary>
/// <param name="TakenIn">The procedures or biopsies it comes from; more than one when a report pools them.</param>
/// <param name="Origin">"slides from elsewhere": where it comes from when no entry of the patient yielded it.</param>
/// <param name="Description">What it is: "left trisectionectomy specimen".</param>
/// <param name="Site">Where in the body it was; null where not stated.</param>
/// <param name="Sizes">Of the specimen, not of what is in it.</param>
/// <param name="Contains">Lesions and groups known to be in it.</param>
public sealed record Specimen(
    Items<EntryKey> TakenIn,
    string? Origin,
    string Description,
    Site? Site,
    Items<Measurement> Sizes,
    Items<EntryKey> Contains) : EntryContent
{
    public override EntryKinds Kind => EntryKinds.Specimen;

    public override IEnumerable<Reference> References() =>
        Reference.All("/takenIn", TakenIn, EntryKinds.Procedures)
            .Concat(Parts.References("/sizes", Sizes, size => size.References()))
            .Concat(Reference.All("/contains", Contains, EntryKinds.Lesions));

    public override IEnumerable<EntryKey> NotBefore() => TakenIn;

    public override IEnumerable<Fault> Faults() => (TakenIn.Count == 0 && Origin is null
            ? [Wrong("/takenIn", "A specimen comes from a procedure or a biopsy, or says in origin where from.")]
            : Items<Fault>.None)
        .Concat(Site?.Faults().Select(fault => fault.Below("/site")) ?? [])
        .Concat(Parts.Faults("/sizes", Sizes, size => Amounts.Size("", size)));

    public override string Headline() => Join([
        Description, TakenIn.Count > 0 ? $"from {List(TakenIn)}" : null, Origin, Site, .. Sizes,
        Contains.Count > 0 ? $"contains {List(Contains)}" : null]);
}
