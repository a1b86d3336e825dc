-- Works with programs from schema 18 on.
--
-- Appends all of the given appends or none of them, in one transaction with everything that belongs to them.
--
-- The caller says which head it believes the log to have; times and positions were computed from it. Where
-- the log has gone on the answer is one row 'stale' with the true head; where appends cannot be stored it is
-- one row for each of those (find_objections); where the caller's clock is too far from the database's it is
-- one row 'askew'. In these cases nothing was stored. Else it is one row 'appended'.
--
-- p_event_counts says how many of the events belong to each append, in order. Streams, versions and positions
-- of events are derived here, so no caller can give an event a place that is not its own.
--
-- Of an existing stream the row in mt_streams is left alone; catch_up_streams sees to it later.
--
-- The leaves were computed from the same head: the entries and their nonces in the order of the events, the frontier
-- after the last of them, the tiles that they fill, and the salts of streams that begin: null for others, and empty
-- where a stream should be there and has none.
drop function timeline.append(
    bigint, bigint, bigint, bigint, bigint, uuid[], uuid[], text[], bigint[], integer[], text[], text[], bytea[],
    uuid[], text[], jsonb[], jsonb[]);

create function timeline.append(
    p_head_position bigint,
    p_head_recorded_us bigint,
    p_recorded_us bigint,
    p_clock_us bigint,
    p_clock_tolerance_us bigint,
    p_append_ids uuid[],
    p_streams uuid[],
    p_stream_keys text[],
    p_expected_versions bigint[],
    p_event_counts integer[],
    p_command_scopes text[],
    p_command_keys text[],
    p_body_sha256s bytea[],
    p_event_ids uuid[],
    p_types text[],
    p_payloads jsonb[],
    p_envelopes jsonb[],
    p_salts bytea[],
    p_entries bytea,
    p_nonces bytea,
    p_frontier bytea,
    p_epoch integer,
    p_tile_levels smallint[],
    p_tile_numbers bigint[],
    p_tile_hashes bytea[],
    p_tile_roots bytea[])
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
    security definer
    set search_path = pg_catalog, pg_temp
    set enable_seqscan = off
    set enable_bitmapscan = off
    set enable_hashjoin = off
    set enable_mergejoin = off
    set plan_cache_mode = force_generic_plan
    as $$
#variable_conflict use_column
declare
    head record;
    event_places integer[];
    event_appends integer[];
    recorded constant timestamptz := timestamptz 'epoch' + p_recorded_us * interval '1 microsecond';
begin
    if abs(p_clock_us - extract(epoch from clock_timestamp()) * 1000000) > p_clock_tolerance_us then
        return query select 'askew', null::bigint, null::uuid, null::bigint, null::bigint, null::bigint,
            null::bigint, (extract(epoch from clock_timestamp()) * 1000000)::bigint;
        return;
    end if;

    select * into head from timeline.lock_head();
    if head.head_position <> p_head_position or head.head_recorded_us <> p_head_recorded_us then
        return query select 'stale', null::bigint, null::uuid, null::bigint, null::bigint, null::bigint,
            head.head_position, head.head_recorded_us;
        return;
    end if;
    if p_recorded_us < head.head_recorded_us then
        raise exception using errcode = 'NT003', message = 'recorded time would run backwards';
    end if;

    return query select * from timeline.find_objections(
        p_streams, p_stream_keys, p_expected_versions, p_command_scopes, p_command_keys, p_body_sha256s);
    if found then
        return;
    end if;
    if '\x' = any (p_salts) then
        raise exception using errcode = 'NT006', message = 'what was erased is not appended to';
    end if;

    select array_agg(a.place::integer order by a.place, e.place), array_agg(e.place order by a.place, e.place)
    into event_appends, event_places
    from unnest(p_event_counts) with ordinality as a (events, place)
    cross join lateral generate_series(1, a.events) as e (place);

    insert into timeline.mt_streams (id, version, timestamp, created)
    select a.stream_id, a.events, recorded, recorded
    from unnest(p_streams, p_expected_versions, p_event_counts) as a (stream_id, expected_version, events)
    where a.expected_version = 0;

    insert into timeline.stream_salts (stream_id, salt)
    select a.stream_id, a.salt
    from unnest(p_streams, p_salts) as a (stream_id, salt)
    where a.salt is not null;

    insert into timeline.stream_keys (key, stream_id)
    select a.stream_key, a.stream_id
    from unnest(p_streams, p_stream_keys) as a (stream_id, stream_key)
    where a.stream_key is not null;

    insert into timeline.appends (
        append_id, stream_id, first_version, last_version, first_position, last_position, recorded_us,
        command_scope, command_key, body_sha256)
    select
        a.append_id, a.stream_id, a.expected_version + 1, a.expected_version + a.events,
        p_head_position + sum(a.events) over so_far - a.events + 1,
        p_head_position + sum(a.events) over so_far,
        p_recorded_us, a.command_scope, a.command_key, a.body_sha256
    from unnest(
        p_append_ids, p_streams, p_expected_versions, p_event_counts,
        p_command_scopes, p_command_keys, p_body_sha256s)
        with ordinality as a (
            append_id, stream_id, expected_version, events, command_scope, command_key, body_sha256, place)
    window so_far as (order by a.place rows unbounded preceding);

    insert into timeline.mt_events (
        seq_id, id, stream_id, version, data, type, timestamp, correlation_id, headers, user_name)
    select
        p_head_position + e.place, e.id,
        p_streams[e.append], p_expected_versions[e.append] + e.place_in_append,
        e.data, e.type, recorded, e.envelope ->> 'request', e.envelope, e.envelope ->> 'actor'
    from unnest(event_appends, event_places, p_event_ids, p_types, p_payloads, p_envelopes)
        with ordinality as e (append, place_in_append, id, type, data, envelope, place);

    if length(p_entries) <> 136 * cardinality(event_places) then
        raise exception using errcode = 'NT005', message = 'each event has one leaf';
    end if;
    perform timeline.add_leaves(
        p_head_position + 1, p_entries, p_nonces, p_frontier, p_epoch,
        p_tile_levels, p_tile_numbers, p_tile_hashes, p_tile_roots);

    insert into timeline.heads (position, recorded_us)
    values (p_head_position + cardinality(event_places), p_recorded_us);

    -- One wake-up for all; whoever misses it finds the events by polling.
    notify timeline_appended;
    return query select 'appended', null::bigint, null::uuid, null::bigint, null::bigint, null::bigint,
        p_head_position + cardinality(event_places), p_recorded_us;
end
$$;

revoke all on all functions in schema timeline from public;

do $$
declare
    app constant name := current_database() || '_app';
begin
    execute format(
        'grant select on timeline.epochs, timeline.leaves, timeline.openings, timeline.stream_salts, timeline.tiles,
            timeline.checkpoints to %I', app);
    execute format(
        'grant execute on function timeline.open_log, timeline.append, timeline.backfill_leaves to %I', app);
end
$$;
