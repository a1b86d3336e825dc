-- Works with programs from schema 22 on.
--
-- The second log: who was shown what. It is kept as the log of events is – a head for each commit, a leaf for each
-- record, nothing ever changed – and by a lock of its own, so that whoever reads waits for nobody who appends.

create table timeline.access_heads (
    position bigint not null,
    recorded_us bigint not null,
    constraint access_heads_one_per_position primary key (position),
    constraint access_heads_position_counts_from_zero check (position >= 0)
);

insert into timeline.access_heads (position, recorded_us) values (0, 0);

-- The record is what its leaf commits to; what it is looked for by follows from it.
create table timeline.access_records (
    position bigint not null,
    id uuid not null,
    recorded_us bigint not null,
    record jsonb not null,
    stream_id uuid null generated always as ((record ->> 'stream')::uuid) stored,
    actor text collate "C" not null generated always as (record ->> 'actor') stored,
    constraint access_records_one_per_position primary key (position),
    constraint access_records_stored_once unique (id),
    constraint access_records_position_counts_from_one check (position >= 1),
    constraint access_records_time_is_that_of_the_record check ((record ->> 'recordedAtUs')::bigint = recorded_us)
);

create index access_records_of_a_stream on timeline.access_records (stream_id, position) where stream_id is not null;
create index access_records_of_an_actor on timeline.access_records (actor, position);
create index access_records_by_time on timeline.access_records (recorded_us, position);

-- As timeline.leaves and timeline.openings are.
create table timeline.access_leaves (
    last_position bigint not null,
    first_position bigint not null,
    entries bytea not null,
    frontier bytea not null,
    constraint access_leaves_one_per_commit primary key (last_position),
    constraint access_leaves_one_entry_per_position
        check (first_position between 1 and last_position
            and length(entries) = 136 * (last_position - first_position + 1)),
    constraint access_leaves_frontier_is_of_hashes check (length(frontier) > 0 and length(frontier) % 32 = 0)
);
alter table timeline.access_leaves
    alter column entries set storage external, alter column frontier set storage external;

create table timeline.access_openings (
    last_position bigint not null,
    first_position bigint not null,
    nonces bytea not null,
    constraint access_openings_one_per_commit primary key (last_position),
    constraint access_openings_one_per_position
        check (first_position between 1 and last_position
            and length(nonces) = 64 * (last_position - first_position + 1))
);
alter table timeline.access_openings alter column nonces set storage external;

do $$
declare
    relation text;
begin
    foreach relation in array array['access_heads', 'access_records', 'access_leaves', 'access_openings'] loop
        execute format(
            'create trigger %1$s_are_never_changed before update or delete or truncate on timeline.%1$I
                for each statement execute function timeline.refuse_change()', relation);
        execute format(
            'create trigger %1$s_enter_by_our_functions before insert on timeline.%1$I
                for each statement execute function timeline.refuse_all_but_append()', relation);
        execute format('alter table timeline.%1$I enable always trigger %1$s_are_never_changed', relation);
        execute format('alter table timeline.%1$I enable always trigger %1$s_enter_by_our_functions', relation);
    end loop;
end
$$;

-- As lock_head does for the log of events.
create function timeline.lock_access_head(out head_position bigint, out head_recorded_us bigint)
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
    as $$
begin
    perform pg_advisory_xact_lock(5642234187420132);
    select h.position, h.recorded_us into strict head_position, head_recorded_us
    from timeline.access_heads h
    order by h.position desc
    limit 1;
end
$$;

-- Appends all of the given records, in one transaction with their leaves. As timeline.append does, it answers 'stale'
-- with the true head where the caller believes another, and 'askew' where the clocks are too far apart; in these
-- cases nothing was stored.
create function timeline.append_access(
    p_head_position bigint,
    p_head_recorded_us bigint,
    p_recorded_us bigint,
    p_clock_us bigint,
    p_clock_tolerance_us bigint,
    p_ids uuid[],
    p_records jsonb[],
    p_entries bytea,
    p_nonces bytea,
    p_frontier bytea,
    p_epoch integer,
    p_tile_levels smallint[],
    p_tile_numbers bigint[],
    p_tile_hashes bytea[],
    p_tile_roots bytea[])
    returns table (outcome text, head_position bigint, head_recorded_us bigint)
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
    set enable_seqscan = off
    set plan_cache_mode = force_generic_plan
    as $$
#variable_conflict use_column
declare
    head record;
    last_position constant bigint := p_head_position + cardinality(p_ids);
begin
    if abs(p_clock_us - extract(epoch from clock_timestamp()) * 1000000) > p_clock_tolerance_us then
        return query select 'askew', null::bigint, (extract(epoch from clock_timestamp()) * 1000000)::bigint;
        return;
    end if;
    select * into head from timeline.lock_access_head();
    if head.head_position <> p_head_position or head.head_recorded_us <> p_head_recorded_us then
        return query select 'stale', head.head_position, head.head_recorded_us;
        return;
    end if;
    if p_recorded_us < head.head_recorded_us then
        raise exception using errcode = 'NT003', message = 'recorded time would run backwards';
    end if;
    if length(p_entries) <> 136 * cardinality(p_ids) or p_head_position > 0 and not exists (
            select from timeline.access_leaves l where l.last_position = p_head_position) then
        raise exception using errcode = 'NT005', message = 'each record has one leaf, and none is left out';
    end if;

    insert into timeline.access_records (position, id, recorded_us, record)
    select p_head_position + r.place, r.id, p_recorded_us, r.record
    from unnest(p_ids, p_records) with ordinality as r (id, record, place);
    insert into timeline.access_leaves (last_position, first_position, entries, frontier)
    values (last_position, p_head_position + 1, p_entries, p_frontier);
    insert into timeline.access_openings (last_position, first_position, nonces)
    values (last_position, p_head_position + 1, p_nonces);
    if cardinality(p_tile_levels) > 0 then
        insert into timeline.tiles (log, epoch, level, number, hashes, root)
        select 'access', p_epoch, t.level, t.number, t.hashes, t.root
        from unnest(p_tile_levels, p_tile_numbers, p_tile_hashes, p_tile_roots) as t (level, number, hashes, root);
    end if;
    insert into timeline.access_heads (position, recorded_us) values (last_position, p_recorded_us);
    return query select 'appended', last_position, p_recorded_us;
end
$$;

revoke all on all functions in schema timeline from public;

do $$
declare
    app constant name := current_database() || '_app';
    auditor constant name := current_database() || '_auditor';
begin
    execute format(
        'grant select on timeline.access_heads, timeline.access_records, timeline.access_leaves,
            timeline.access_openings to %I, %I', app, auditor);
    execute format('grant execute on function timeline.lock_access_head, timeline.append_access to %I', app);
end
$$;
