using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;

namespace NetTimeline.Measures.Vocabulary;

/// <summary>The texts by which an entry names what it is, and the organs it says it is in.</summary>
static class EntryTexts
{
    public static IEnumerable<string> Names(Entry entry) => entry.Content switch
    {
        Tumour said => Stated(said.Name, said.PrimarySite?.Organ),
        Lesion or LesionGroup or Biopsy => Organs(entry),
        Diagnosis said => Stated(said.Belief, said.HistologicType),
        ImagingStudy said => Stated(Words.Of(said.Modality), said.Contrast),
        PathologyReport said => Stated([.. said.Lesions.Select(found => found.HistologicType), said.Impression]),
        Procedure said => Parts(said).Select(part => part.Name).Prepend(said.Name),
        SystemicTherapy said => Stated([said.Regimen, .. said.Agents]),
        LaboratoryValue said => [said.Test],
        Volumetry said => said.Volumes.Select(volume => volume.Of),
        Observation said => [said.Name],
        Symptom said => [said.Name],
        Complication said => Stated(said.Name),
        _ => [],
    };

    public static IEnumerable<string> Organs(Entry entry) => entry.Content switch
    {
        Tumour said => Of(said.PrimarySite),
        Lesion said => Of(said.Site),
        LesionGroup said => said.Sites.Select(site => site.Organ),
        Diagnosis said => Of(said.PrimarySite),
        Biopsy said => Of(said.Site),
        Specimen said => Of(said.Site),
        Procedure said => Parts(said).SelectMany(part => Of(part.Site)).Concat(Of(said.Site)).Distinct(),
        Radiotherapy said => Of(said.Site),
        Recurrence said => Of(said.Site),
        _ => [],
    };

    /// <summary>
    /// Components that came as far as the procedure did: a part that was planned and left out is not what was done.
    /// </summary>
    static IEnumerable<Component> Parts(Procedure said) =>
        said.Components.Where(part => part.Standing == said.Standing);

    static IEnumerable<string> Of(Site? site) => site is null ? [] : [site.Organ];

    static IEnumerable<string> Stated(params string?[] texts) => texts.OfType<string>();
}
