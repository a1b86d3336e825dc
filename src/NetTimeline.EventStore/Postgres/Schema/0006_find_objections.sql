-- Why appends cannot be stored, at most one reason each, in the order in which a caller wants to know: a
-- repetition first, since it is an answer and no fault. "place" counts the appends from 1.
--
-- To be called under the log's lock. The planner is kept to the indexes: on a table that was just filled it
-- still believes in few rows and would read all of them, again and again.
create function timeline.find_objections(
    p_streams uuid[],
    p_stream_keys text[],
    p_expected_versions bigint[],
    p_command_scopes text[],
    p_command_keys text[],
    p_body_sha256s bytea[])
    returns table (
        outcome text,
        place bigint,
        stream_id uuid,
        first_version bigint,
        last_version bigint,
        first_position bigint,
        last_position bigint,
        recorded_us bigint)
    language plpgsql
    set search_path = pg_catalog, pg_temp
    set enable_seqscan = off
    set enable_bitmapscan = off
    set enable_hashjoin = off
    set enable_mergejoin = off
    set plan_cache_mode = force_generic_plan
    as $$
#variable_conflict use_column
begin
    return query
    select
        case
            when known.body_sha256 = a.body_sha256 then 'replayed'
            when known.body_sha256 is not null then 'command_key_reused'
            when coalesce(newest.version, 0) <> a.expected_version then 'version_conflict'
            else 'stream_key_taken'
        end,
        a.place,
        coalesce(known.stream_id, taken.stream_id),
        known.first_version,
        case when known.body_sha256 is null then coalesce(newest.version, 0) else known.last_version end,
        known.first_position,
        known.last_position,
        known.recorded_us
    from unnest(
        p_streams, p_stream_keys, p_expected_versions, p_command_scopes, p_command_keys, p_body_sha256s)
        with ordinality as a (
            stream_id, stream_key, expected_version, command_scope, command_key, body_sha256, place)
    left join lateral (
        select e.version from timeline.mt_events e
        where e.stream_id = a.stream_id order by e.version desc limit 1) newest on true
    left join lateral (
        select * from timeline.appends c
        where c.command_scope = a.command_scope and c.command_key = a.command_key) known on true
    left join lateral (
        select k.stream_id from timeline.stream_keys k where k.key = a.stream_key) taken on true
    where known.body_sha256 is not null
        or coalesce(newest.version, 0) <> a.expected_version
        or taken.stream_id is not null;
end
$$;
