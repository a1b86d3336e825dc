using System.Security.Cryptography;
using NetTimeline.Ledger.Verification;
using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>One verification of a database: of its two logs, and of what lies beside them.</summary>
sealed class VerificationRun
{
    readonly LedgerWalk events;
    readonly LedgerWalk access;
    readonly AppendsCheck appends;
    readonly IdentitiesCheck identities;

    VerificationRun(LedgerWalk events, LedgerWalk access, IdentitiesCheck identities)
    {
        (this.events, this.access, this.identities) = (events, access, identities);
        appends = new(events.Last);
    }

    public static async Task<VerificationRun> BeginAsync(
        NpgsqlConnection connection, LedgerVerificationOptions options, CancellationToken cancellation)
    {
        var seed = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
        var streams = await StreamsAsync(connection, cancellation);
        var ofAccess = await EpochsAsync(connection, VerifiedLog.Access, cancellation);
        var outside = options.Outside.ToLookup(
            note => ofAccess.Any(epoch => epoch.Origin == SignedTrees.OriginOf(note.Span)));
        var events = await LedgerWalk.BeginAsync(
            connection, VerifiedLog.Events, await EpochsAsync(connection, VerifiedLog.Events, cancellation), streams,
            about: null, options with { Outside = [.. outside[false]] }, seed, cancellation);
        var access = await LedgerWalk.BeginAsync(
            connection, VerifiedLog.Access, ofAccess, streams,
            events.Check, options with { Outside = [.. outside[true]], Progress = ProgressAfter(events.Last, options) },
            seed, cancellation);
        return new(events, access, await IdentitiesCheck.BeginAsync(connection, options.Identities, cancellation));
    }

    /// <summary>Until no range is left.</summary>
    public async Task GoAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await events.GoAsync(connection, cancellation);
        await access.GoAsync(connection, cancellation);
    }

    /// <summary>At tables and triggers, while others go.</summary>
    public async Task LookBesideAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await events.LookBesideAsync(connection, cancellation);
        await access.LookBesideAsync(connection, cancellation);
        foreach (var missing in await Guards.MissingAsync(connection, cancellation))
            events.Add(Unguarded($"The trigger {missing} is not on guard."));
        foreach (var changed in await Guards.ChangedAsync(connection, cancellation))
            events.Add(Unguarded($"The function {changed} is not the one of the schema."));
    }

    /// <summary>At what is held against the events, when nobody goes any more.</summary>
    public async Task CompareAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await appends.GoAsync(connection, events.Check, cancellation);
        await identities.GoAsync(connection, cancellation);
    }

    /// <summary>Whether what was to be erased is gone, when nobody goes any more.</summary>
    public Task CheckErasedAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        ErasedCheck.GoAsync(connection, events.Check, cancellation);

    /// <summary>When everything was looked at.</summary>
    public VerificationReport Finish()
    {
        foreach (var finding in appends.Findings().Concat(identities.Findings))
            events.Add(finding);
        return VerificationReport.Of(events.Check.Finish(), access.Check.Finish());
    }

    static Finding Unguarded(string sentence) => new(0, RecordClass.Tampered, LogPart.Guard, sentence);

    static async Task<KnownStreams> StreamsAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var streams = new KnownStreams();
        using var copies = new LedgerCopies(connection);
        AddSalts(streams, (await copies.SaltsAsync(cancellation)).Span);
        return streams;
    }

    static void AddSalts(KnownStreams streams, ReadOnlySpan<byte> bytes)
    {
        for (var rows = new CopiedRows(bytes); rows.Next();)
            streams.Add(rows.Id(), rows.Bytes());
    }

    static Task<List<EpochPlace>> EpochsAsync(
        NpgsqlConnection connection, VerifiedLog log, CancellationToken cancellation) => connection.RowsAsync(
        "select number, origin, first_position from timeline.epochs where log = $1 "
            + "order by first_position, number",
        row => new EpochPlace(row.GetInt32(0), row.GetString(1), row.GetInt64(2)), cancellation, log.Log.Name);

    /// <summary>One log is counted behind the other.</summary>
    static Action<long, long>? ProgressAfter(long before, LedgerVerificationOptions options) =>
        options.Progress is { } progress ? (done, all) => progress(before + done, before + all) : null;
}
