-- Which of these appends are stored, and where. Asked after a lost connection: it waits for the log's lock,
-- so that a commit still under way on the lost connection has ended before the answer is formed.
create function timeline.find_appends(p_append_ids uuid[])
    returns table (
        append_id uuid,
        stream_id uuid,
        first_version bigint,
        last_version bigint,
        first_position bigint,
        last_position bigint,
        recorded_us bigint)
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
    set enable_seqscan = off
    set enable_bitmapscan = off
    set enable_hashjoin = off
    set enable_mergejoin = off
    as $$
#variable_conflict use_column
begin
    perform timeline.lock_head();
    return query
    select a.append_id, a.stream_id, a.first_version, a.last_version, a.first_position, a.last_position,
        a.recorded_us
    from unnest(p_append_ids) as asked (append_id)
    join timeline.appends a on a.append_id = asked.append_id;
end
$$;
