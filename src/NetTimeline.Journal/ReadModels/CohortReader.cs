using NetTimeline.Domain;
using NetTimeline.EventStore;
using NetTimeline.Journal.Measures;
using NetTimeline.Journal.Views;

namespace NetTimeline.Journal.ReadModels;

/// <summary>The read models that questions about many patients are put to.</summary>
/// <param name="Index">What patients are found by.</param>
/// <param name="Values">What measures say of them.</param>
public sealed record CohortProjections(PatientIndexProjection Index, MeasureValuesProjection Values);

/// <summary>
/// Answers questions about many patients from the read models; nothing is folded. Safe to use from many threads.
/// </summary>
/// <remarks>
/// An answer may be a moment behind the log, and says how far it goes. Whoever needs what was recorded at a position
/// names it, and is answered as soon as the read models have come so far, or told after a while that they have not.
/// </remarks>
/// <param name="models">Says where the rows are.</param>
/// <param name="reader">Reads them.</param>
/// <param name="projections">Whose rows.</param>
/// <param name="definitions">Users' own definitions.</param>
public sealed class CohortReader(
    IReadModels models, ReadModelReader reader, CohortProjections projections, MeasureJournal definitions)
{
    /// <summary>How often it is looked whether a read model has come far enough.</summary>
    const int LooksMax = 100;

    static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Those who fit, in the order of their registry keys, after <paramref name="afterKey"/> (exclusive).
    /// </summary>
    public Task<CohortAnswer<PatientsView>> FindAsync(
        CohortFilter filter, string? afterKey, int max, long minPosition, CancellationToken cancellation) =>
        OfIndexAsync<PatientsView>(minPosition, async index =>
        {
            // One more than asked for tells whether there is a next page.
            var found = await reader.ListAsync(
                FoundPatients.Query(index, filter, afterKey, max + 1), FoundPatients.From, cancellation)
                .ConfigureAwait(false);
            Items<PatientFoundView> page = [.. found.Take(max)];
            return new PatientsView(
                page, found.Count > max ? page[^1].RegistryKey.Value : null, index.Position, index.Parked);
        }, cancellation);

    /// <summary>How many fit, and how they divide.</summary>
    public Task<CohortAnswer<CohortCountView>> CountAsync(
        CohortFilter filter, CohortDimension? by, long minPosition, CancellationToken cancellation) =>
        OfIndexAsync<CohortCountView>(minPosition, async index =>
        {
            var groups = await reader.ListAsync(CohortCounts.Query(index, filter, by), CohortCounts.From, cancellation)
                .ConfigureAwait(false);
            return CohortCounts.View(index, by, groups);
        }, cancellation);

    /// <summary>What a measure says of those who fit; the values are read when they are asked for.</summary>
    /// <param name="name">Of the newest version that there are values of, or with <c>name@2</c> of that one.</param>
    /// <param name="filter">Whom it is about.</param>
    /// <param name="minPosition">Both read models are to have come so far.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<CohortAnswer<CohortMeasure>> MeasureAsync(
        string name, CohortFilter filter, long minPosition, CancellationToken cancellation)
    {
        var catalogue = await definitions.CatalogueAsync(cancellation).ConfigureAwait(false);
        var values = await GenerationAsync(projections.Values, minPosition, cancellation).ConfigureAwait(false);
        var index = await GenerationAsync(projections.Index, minPosition, cancellation).ConfigureAwait(false);
        if (values is null || index is null)
        {
            return new CohortAnswer<CohortMeasure>.NotMade(
                values is null ? projections.Values.Name : projections.Index.Name);
        }

        var position = Math.Min(values.Settled, index.Settled);
        if (position < minPosition)
        {
            return new CohortAnswer<CohortMeasure>.Behind(position);
        }

        return catalogue.At(values.Rules).Find(name) is { } measure
            ? new CohortAnswer<CohortMeasure>.Found(new CohortMeasure(
                reader, values, index, filter, measure.Definition, catalogue.Version))
            : catalogue.Find(name) is null
                ? new CohortAnswer<CohortMeasure>.NoSuchMeasure(catalogue)
                : new CohortAnswer<CohortMeasure>.NotMade(projections.Values.Name);
    }

    async Task<CohortAnswer<T>> OfIndexAsync<T>(
        long minPosition, Func<ReadGeneration, Task<T>> answer, CancellationToken cancellation)
    {
        var index = await GenerationAsync(projections.Index, minPosition, cancellation).ConfigureAwait(false);
        return index is null ? new CohortAnswer<T>.NotMade(projections.Index.Name)
            : index.Settled < minPosition ? new CohortAnswer<T>.Behind(index.Settled)
            : new CohortAnswer<T>.Found(await answer(index).ConfigureAwait(false));
    }

    /// <summary>As soon as there is one that has come so far; after a while what there is.</summary>
    async Task<ReadGeneration?> GenerationAsync(
        IProjection projection, long minPosition, CancellationToken cancellation)
    {
        for (var look = 1; ; look++)
        {
            var current = await models.CurrentAsync(projection, cancellation).ConfigureAwait(false);
            if (current?.Settled >= minPosition || look == LooksMax)
            {
                return current;
            }

            await Task.Delay(BetweenLooks, cancellation).ConfigureAwait(false);
        }
    }
}
