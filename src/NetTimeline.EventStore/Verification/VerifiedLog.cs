namespace NetTimeline.EventStore;

/// <summary>What a verification reads of a log beside its leaves.</summary>
/// <param name="Label">How findings call it; null for the log of events, which needs no name.</param>
/// <param name="Rows">
/// The records from position {0} to before {1}, in their order, with the columns of an event in theirs.
/// </param>
/// <param name="Beyond">At most a thousand that lie behind position $1 or before the first: position and id.</param>
/// <param name="Heads">The table of where commits ended.</param>
sealed record VerifiedLog(LedgerLog Log, string? Label, string Rows, string Beyond, string Heads)
{
    public static VerifiedLog Events { get; } = new(
        LedgerLog.Events, null,
        """
        select seq_id, id, stream_id, version, timestamp, type, correlation_id, user_name,
            tenant_id = '*DEFAULT*' and not is_archived
                and num_nulls(bdata, mt_dotnet_type, causation_id) = 3 is true,
            data, headers
        from timeline.mt_events where seq_id >= {0} and seq_id < {1} order by seq_id
        """,
        "select seq_id, id from timeline.mt_events where seq_id > $1 or seq_id < 1 order by seq_id limit 1000",
        "timeline.heads");

    /// <summary>The record is the envelope; its time is counted as that of a timestamp is.</summary>
    public static VerifiedLog Access { get; } = new(
        LedgerLog.Access, LedgerLog.Access.Name,
        """
        select position, id, stream_id, 0, recorded_us - 946684800000000, '', record ->> 'request', actor,
            true, '{{}}'::jsonb, record
        from timeline.access_records where position >= {0} and position < {1} order by position
        """,
        """
        select position, id from timeline.access_records where position > $1 or position < 1
        order by position limit 1000
        """,
        "timeline.access_heads");
}
