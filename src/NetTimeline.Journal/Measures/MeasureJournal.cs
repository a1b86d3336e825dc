using NetTimeline.Domain;
using NetTimeline.EventStore;
using NetTimeline.Journal.Json;
using NetTimeline.Measures.Language;

namespace NetTimeline.Journal.Measures;

/// <summary>Reads, decides, appends: the only way into the stream of own definitions.</summary>
/// <remarks>Safe to use from many threads.</remarks>
/// <param name="store">Where the events are.</param>
/// <param name="newId">Gives ids to events and appends.</param>
/// <param name="forms">What can be read. A definition beyond it stops all measuring here: it may supersede any.</param>
public sealed class MeasureJournal(IEventStore store, Func<Guid> newId, StoredForms forms)
{
    const int AttemptsMax = 16;

    readonly Lock gate = new();
    MeasureCatalogue kept = MeasureCatalogue.BuiltIn;

    /// <summary>The measures that can be asked for now.</summary>
    public async Task<MeasureCatalogue> CatalogueAsync(CancellationToken cancellation)
    {
        var before = Kept();
        var more = await store.ReadStreamAsync(MeasureEvents.Stream, before.Version, cancellation)
            .ConfigureAwait(false);
        return more.Count == 0 ? before : Keep(MeasureCatalogue.With(before.Own.With(more, forms)));
    }

    /// <summary>
    /// Those that could be asked for at a version of the stream of own definitions, whatever a newer program defined
    /// later; as now where the stream has not come that far.
    /// </summary>
    public async Task<MeasureCatalogue> CatalogueAtAsync(long version, CancellationToken cancellation)
    {
        var before = Kept();
        if (before.Version >= version)
        {
            return before.At(version);
        }

        var more = await store.ReadStreamAsync(MeasureEvents.Stream, before.Version, cancellation)
            .ConfigureAwait(false);
        return Keep(MeasureCatalogue.With(before.Own.With(more.Where(item => item.Version <= version), forms)))
            .At(version);
    }

    /// <summary>The faults that would refuse this definition now; empty where it would be taken.</summary>
    public async Task<Items<Fault>> FaultsAsync(WrittenMeasure measure, CancellationToken cancellation) =>
        DefinitionRules.OfItself(measure).ToItems() is { Count: > 0 } faults
            ? faults
            : [.. DefinitionRules.Among(measure, (await CatalogueAsync(cancellation).ConfigureAwait(false)).Own)];

    /// <summary>Records a definition, or says why not. The same one again changes nothing.</summary>
    public async Task<Defining> DefineAsync(WrittenMeasure measure, Asking asking, CancellationToken cancellation)
    {
        if (await RepeatedAsync(asking, cancellation).ConfigureAwait(false) is { } repeated)
        {
            return repeated;
        }

        // Before anything is made of it: what is too large has no stored form.
        if (DefinitionRules.OfItself(measure).ToItems() is { Count: > 0 } faults)
        {
            return new Defining.Refused(faults);
        }

        for (var attempt = 1; attempt <= AttemptsMax; attempt++)
        {
            var own = (await CatalogueAsync(cancellation).ConfigureAwait(false)).Own;
            if (await TryAsync(measure, own, asking, cancellation).ConfigureAwait(false) is { } answer)
            {
                return answer is Defining.Recorded
                    ? answer
                    : await RepeatedAsync(asking, cancellation).ConfigureAwait(false) ?? answer;
            }
        }

        return new Defining.TooBusy();
    }

    /// <summary>Null where somebody else defined a measure meanwhile.</summary>
    async Task<Defining?> TryAsync(
        WrittenMeasure measure, OwnMeasures own, Asking asking, CancellationToken cancellation)
    {
        var form = MeasureEvents.Encode(measure, forms);
        if (own.Find(measure.Name, measure.Version) is { } before
            && MeasureEvents.Encode(before.Written, forms).Payload.AsSpan().SequenceEqual(form.Payload))
        {
            return new Defining.AlreadyRecorded(own.Version);
        }

        if (DefinitionRules.Among(measure, own).ToItems() is { Count: > 0 } faults)
        {
            return new Defining.Refused(faults);
        }

        var act = new Act(
            asking.Actor, asking.Client, measure.Supersedes is null ? "creation" : "amendment",
            measure.Supersedes is { } version ? $"{measure.Name}@{version}" : null, null, null, asking.Request);
        var append = new Append(
            newId(), MeasureEvents.Stream, own.Version == 0 ? MeasureEvents.StreamKey : null, own.Version,
            [new NewEvent(newId(), form.Type, form.Schema, form.Payload, act)], asking.Command);
        return Answer(await store.AppendAsync(append, cancellation).ConfigureAwait(false));
    }

    async Task<Defining?> RepeatedAsync(Asking asking, CancellationToken cancellation) =>
        asking.Command is { } command
        && await store.FindCommandAsync(command, cancellation).ConfigureAwait(false) is { } before
            ? Answer(before)
            : null;

    static Defining? Answer(AppendResult result) => result switch
    {
        AppendResult.Appended done =>
            new Defining.Recorded(done.LastVersion, done.LastPosition, done.RecordedAt, done.Replayed),
        AppendResult.CommandKeyReused => new Defining.CommandKeyReused(),
        AppendResult.VersionConflict or AppendResult.StreamKeyTaken => null,
        _ => throw new InvalidOperationException($"An append was answered {result.GetType().Name}."),
    };

    MeasureCatalogue Kept()
    {
        lock (gate)
        {
            return kept;
        }
    }

    /// <summary>Keeps a catalogue unless a later one is kept already.</summary>
    MeasureCatalogue Keep(MeasureCatalogue catalogue)
    {
        lock (gate)
        {
            kept = kept.Version >= catalogue.Version ? kept : catalogue;
            return kept;
        }
    }
}
