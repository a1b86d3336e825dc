namespace NetTimeline.Journal.ReadModels;

/// <summary>What came of a question to a read model.</summary>
public abstract record CohortAnswer<T>
{
    CohortAnswer() { }

    public sealed record Found(T Value) : CohortAnswer<T>;

    /// <summary>Its tables, or those by the definition that was asked for, were never finished yet.</summary>
    public sealed record NotMade(string ReadModel) : CohortAnswer<T>;

    /// <summary>
    /// It has come to a position before the one asked for, or a stream is set aside there and tried again by itself.
    /// </summary>
    public sealed record Behind(long Position) : CohortAnswer<T>;

    /// <summary>There is no such measure; these are all there are.</summary>
    public sealed record NoSuchMeasure(Measures.MeasureCatalogue Catalogue) : CohortAnswer<T>;
}
