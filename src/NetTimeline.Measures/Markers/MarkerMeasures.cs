using NetTimeline.Domain;

namespace NetTimeline.Measures.Markers;

/// <summary>Laboratory values as series, and what became of tumour markers.</summary>
static class MarkerMeasures
{
    public static Items<Measure> All { get; } =
    [
        SeriesValues.Measure,
        MarkerChange.Measure,
        MarkerDirection.Measure,
        MarkerChangeOver.Measure,
        MarkerNadir.Measure,
        MarkerResponse.WithFallOf(50),
        MarkerNormalisation.State,
        MarkerNormalisation.Time,
        DoublingTime.Measure,
    ];
}
