-- Read models: tables beside the log that follow from it and can be made again from it at any time. A role of
-- its own, <db>_projector, owns their schema; it reads the log and cannot touch it. Servers read as <db>_app.
--
-- Like the others the role belongs to the whole cluster: one of that name that is there already is used only
-- where it gives nobody more than one made here would.
reset role;

do $$
declare
    projector constant name := current_database() || '_projector';
    is_superuser constant boolean := (select rolsuper from pg_roles where rolname = current_user);
begin
    if not exists (select from pg_roles where rolname = projector) then
        execute format('create role %I nologin', projector);
    elsif exists (select from pg_roles where rolname = projector and (rolcanlogin or rolsuper)) then
        raise exception using
            errcode = 'NT004',
            message = format('The role %I is there already, and can log in or is a superuser. %s',
                projector, 'Remove it, or give the database another name.');
    end if;
    if not is_superuser and not pg_has_role(current_user, projector, 'usage') then
        execute format('grant %I to current_user', projector);
    end if;
    execute format('create schema read_models authorization %I', projector);

    execute format('set local role %I', current_database() || '_owner');
    execute format('grant usage on schema timeline to %I', projector);
    execute format(
        'grant select on timeline.mt_streams, timeline.mt_events, timeline.heads to %I', projector);

    execute format('set local role %I', projector);
    execute format('grant usage on schema read_models to %I', current_database() || '_app');
    execute format(
        'alter default privileges in schema read_models grant select on tables to %I',
        current_database() || '_app');
end
$$;

-- What an operator wants of a projection, whichever server does it.
create table read_models.controls (
    projection text collate "C" not null,
    paused boolean not null default false,
    constraint controls_one_per_projection primary key (projection)
);

-- One row for each format of a projection: who keeps it, and what is asked of whoever does.
create table read_models.keepers (
    projection text collate "C" not null,
    format text collate "C" not null,
    keeper text null,
    heartbeat timestamptz null,
    events_per_second double precision not null default 0,
    last_error text null,
    last_error_at timestamptz null,
    rebuild_asked boolean not null default false,
    verify_asked boolean not null default false,
    constraint keepers_one_per_format primary key (projection, format)
)
with (fillfactor = 50);

-- A set of tables. The numbers count over all projections and formats, so that no two tables are named alike.
-- "position" is the checkpoint: it moves in the transaction that brings the rows there, and in no other.
create table read_models.generations (
    generation integer not null generated always as identity,
    projection text collate "C" not null,
    format text collate "C" not null,
    tables text[] not null,
    rules bigint not null,
    state text not null default 'building',
    state_since timestamptz not null default now(),
    position bigint not null default 0,
    begun timestamptz not null default now(),
    verify boolean not null default false,
    switch_asked boolean not null default false,
    streams_total bigint not null default 0,
    streams_done bigint not null default 0,
    events_total bigint not null default 0,
    events_done bigint not null default 0,
    differing bigint null,
    constraint generations_count_up primary key (generation),
    constraint generations_are_in_a_state
        check (state in ('building', 'built', 'live', 'retired', 'abandoned')),
    constraint generations_position_counts_from_zero check (position >= 0)
)
-- Updated with each batch: with room on the page no index has to be touched.
with (fillfactor = 25);

-- Streams that are set aside: their rows stay as they were, and nobody reads on until they are taken up again.
create table read_models.parked (
    generation integer not null,
    stream_id uuid not null,
    version bigint not null,
    position bigint not null,
    attempts integer not null,
    error text not null,
    explanation text not null,
    since timestamptz not null default now(),
    retry_asked boolean not null default false,
    constraint parked_once primary key (generation, stream_id),
    constraint parked_in_a_generation foreign key (generation)
        references read_models.generations (generation) on delete cascade,
    constraint parked_at_an_event check (version >= 1 and position >= 1),
    constraint parked_after_an_attempt check (attempts >= 1)
);

-- The streams whose rows a new generation has otherwise than the live one; not all, if there are many.
create table read_models.differences (
    generation integer not null,
    stream_id uuid not null,
    constraint differences_once primary key (generation, stream_id),
    constraint differences_of_a_generation foreign key (generation)
        references read_models.generations (generation) on delete cascade
);

-- Makes the session the keeper of a projection in one format, until it ends; false where another is.
--
-- A keeper that is stopped holds its lock while its session lives. The time-outs of the session end most such; not
-- one that was stopped in the midst of sending, since the server then waits for the rest. So whoever wants the
-- place ends the session of a keeper that has said nothing for p_silence. A session younger than that may not have
-- had the time to say anything.
create function read_models.take_place(p_projection text, p_format text, p_keeper text, p_silence interval)
    returns boolean
    language plpgsql
    as $$
declare
    place constant bigint := hashtextextended(p_projection || '/' || p_format, 5642234187420127);
    own_role constant text := current_setting('role');
begin
    if pg_try_advisory_lock(place) then
        insert into read_models.keepers (projection, format, keeper, heartbeat)
        values (p_projection, p_format, p_keeper, clock_timestamp())
        on conflict on constraint keepers_one_per_format do update
        set keeper = excluded.keeper, heartbeat = excluded.heartbeat, events_per_second = 0;
        return true;
    end if;

    if exists (
            select from read_models.keepers k
            where k.projection = p_projection and k.format = p_format
                and k.heartbeat < clock_timestamp() - p_silence) then
        -- The session is whoever logged in, not the role that it acts as.
        perform set_config('role', 'none', true);
        perform pg_terminate_backend(l.pid)
        from pg_locks l
        join pg_database d on d.oid = l.database and d.datname = current_database()
        join pg_stat_activity a on a.pid = l.pid and a.backend_start < clock_timestamp() - p_silence
        where l.locktype = 'advisory' and l.objsubid = 1 and l.granted
            and (l.classid::bigint << 32 | l.objid::bigint) = place;
        perform set_config('role', own_role, true);
    end if;
    return false;
exception
    when insufficient_privilege then
        -- Somebody else's session. Its time-outs, or an operator, will end it.
        return false;
end
$$;

revoke all on function read_models.take_place from public;

do $$
begin
    execute format('set local role %I', current_database() || '_owner');
end
$$;
