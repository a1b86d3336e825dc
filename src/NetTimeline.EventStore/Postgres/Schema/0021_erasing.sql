-- Works with programs from schema 21 on.
--
-- Erasing. What the log holds of a stream, or of some of its events, gives way to a tombstone; that something was
-- recorded, where, when, and what its leaf committed to stays. This is the one change that the log admits: by the
-- eraser role, through timeline.erase, in the transaction that appends the event which says so. The triggers hold it,
-- whoever asks; they are "enable always". An older program does not know a tombstone when it reads one.

-- What was erased: one row for each event that says so.
create table timeline.erasures (
    position bigint not null,
    event_id uuid not null,
    stream_id uuid not null,
    whole boolean not null,
    events bigint not null,
    constraint erasures_one_per_event primary key (position),
    constraint erasures_count_events check (events >= 0)
);

-- By what somebody would come back who was erased, as keyed hashes: without the key, which is not in the database,
-- they tell nothing. "position" is the event that says so; null where a restored database never had the stream.
create table timeline.tombstones (
    tag bytea not null,
    position bigint null,
    constraint tombstones_once primary key (tag),
    constraint tombstones_are_hashes check (length(tag) = 32)
);

-- Who the subject of a stream is: sealed, with a key that is not in the database. No part of the log: it may be
-- changed, and goes as a whole.
create table timeline.identities (
    stream_id uuid not null,
    sealed bytea not null,
    constraint identities_one_per_stream primary key (stream_id),
    constraint identities_are_of_a_stream foreign key (stream_id) references timeline.mt_streams (id)
);
alter table timeline.identities alter column sealed set storage external;

-- The kind that the leaf of a position says.
create function timeline.leaf_kind(p_position bigint) returns integer
    language sql
    stable
    set search_path = pg_catalog, pg_temp
    as $$
    select get_byte(substring(l.entries from (136 * (p_position - l.first_position))::integer + 1 for 5), 4)
    from timeline.leaves l where l.last_position >= p_position order by l.last_position limit 1;
$$;

-- The stream that this very transaction has appended an erasure to, as the last that was appended, and where; else
-- no row.
create function timeline.erasure_under_way(out stream_id uuid, out "position" bigint) returns setof record
    language plpgsql
    set search_path = pg_catalog, pg_temp
    as $$
begin
    return query
    select e.stream_id, e.seq_id
    from (select h.position from timeline.heads h order by h.position desc limit 1) head
    join timeline.mt_events e on e.seq_id = head.position
    where e.xmin = pg_current_xact_id_if_assigned()::xid and timeline.leaf_kind(e.seq_id) = 3;
end
$$;

create function timeline.refuse_all_but_erasure() returns trigger
    language plpgsql
    set search_path = pg_catalog, pg_temp
    as $$
begin
    if current_user <> (select pg_get_userbyid(relowner) from pg_class where oid = tg_relid)
            or current_setting('role') <> current_database() || '_eraser'
            or not exists (select from timeline.erasure_under_way()) then
        raise exception using
            errcode = 'NT001',
            message = format('%s on timeline.%s is refused: the log is only ever added to', tg_op, tg_table_name);
    end if;
    return null;
end
$$;

-- The event of a stream that is being erased becomes a tombstone, and nothing else becomes of it.
create function timeline.allow_tombstone() returns trigger
    language plpgsql
    set search_path = pg_catalog, pg_temp
    as $$
declare
    under_way record;
begin
    select * into under_way from timeline.erasure_under_way();
    if (old.seq_id, old.id, old.stream_id, old.version, old.timestamp, old.tenant_id, old.is_archived)
            is distinct from
            (new.seq_id, new.id, new.stream_id, new.version, new.timestamp, new.tenant_id, new.is_archived)
            or (new.data, new.headers, new.type) is distinct from
                ('{}'::jsonb, '{"erased": true}'::jsonb, 'erased'::varchar)
            or num_nonnulls(new.bdata, new.mt_dotnet_type, new.correlation_id, new.causation_id, new.user_name) > 0
            or old.stream_id is distinct from under_way.stream_id
            or old.seq_id >= under_way.position
            or timeline.leaf_kind(old.seq_id) is distinct from 1 then
        raise exception using
            errcode = 'NT001', message = 'UPDATE on timeline.mt_events is refused: it makes no tombstone';
    end if;
    return new;
end
$$;

-- The nonces of tombstones become zeros, and all others stay.
create function timeline.allow_closing() returns trigger
    language plpgsql
    set search_path = pg_catalog, pg_temp
    as $$
declare
    zeros constant bytea := decode(repeat('00', 64), 'hex');
begin
    if (old.last_position, old.first_position, length(old.nonces))
            is distinct from (new.last_position, new.first_position, length(new.nonces))
            or exists (
                select from generate_series(old.first_position, old.last_position) as p (position)
                cross join lateral (select (64 * (p.position - old.first_position))::integer + 1 as start) at
                where substring(new.nonces from at.start for 64) <> substring(old.nonces from at.start for 64)
                    and (substring(new.nonces from at.start for 64) <> zeros or not exists (
                        select from timeline.mt_events e
                        join timeline.erasure_under_way() u on u.stream_id = e.stream_id
                        where e.seq_id = p.position and e.headers = '{"erased": true}'))) then
        raise exception using
            errcode = 'NT001', message = 'UPDATE on timeline.openings is refused: it closes no tombstone';
    end if;
    return new;
end
$$;

-- The command of an append is forgotten; the append is not.
create function timeline.allow_forgetting() returns trigger
    language plpgsql
    set search_path = pg_catalog, pg_temp
    as $$
begin
    if (old.append_id, old.stream_id, old.first_version, old.last_version, old.first_position, old.last_position,
            old.recorded_us)
            is distinct from
            (new.append_id, new.stream_id, new.first_version, new.last_version, new.first_position,
            new.last_position, new.recorded_us)
            or num_nonnulls(new.command_scope, new.command_key, new.body_sha256) > 0
            or not exists (
                select from timeline.erasure_under_way() u
                where u.stream_id = old.stream_id and old.last_position < u.position) then
        raise exception using
            errcode = 'NT001', message = 'UPDATE on timeline.appends is refused: it forgets no command';
    end if;
    return new;
end
$$;

-- What a whole stream has beside its events goes when nothing of it is left but tombstones and what is no event of
-- its own kind, such as what says that it was erased.
create function timeline.allow_removal() returns trigger
    language plpgsql
    set search_path = pg_catalog, pg_temp
    as $$
begin
    if not exists (select from timeline.erasure_under_way() u where u.stream_id = old.stream_id)
            or exists (
                select from timeline.mt_events e
                where e.stream_id = old.stream_id and e.headers <> '{"erased": true}'
                    and timeline.leaf_kind(e.seq_id) = 1) then
        raise exception using
            errcode = 'NT001',
            message = format('DELETE on timeline.%s is refused: its stream is not erased', tg_table_name);
    end if;
    return old;
end
$$;

do $$
declare
    relation text;
begin
    -- Of these rows become others.
    foreach relation in array array['mt_events', 'openings', 'appends'] loop
        execute format('drop trigger %s on timeline.%I',
            case relation when 'mt_events' then 'events' else relation end || '_are_never_changed', relation);
        execute format(
            'create trigger %1$s_are_never_removed before delete or truncate on timeline.%1$I
                for each statement execute function timeline.refuse_change()', relation);
        execute format(
            'create trigger %1$s_are_changed_by_erasure before update on timeline.%1$I
                for each statement execute function timeline.refuse_all_but_erasure()', relation);
        execute format(
            'create trigger %1$s_are_changed_in_one_way before update on timeline.%1$I
                for each row execute function timeline.%2$I()', relation,
            case relation when 'mt_events' then 'allow_tombstone' when 'openings' then 'allow_closing'
                else 'allow_forgetting' end);
    end loop;

    -- Of these rows go.
    foreach relation in array array['stream_salts', 'stream_keys'] loop
        execute format('drop trigger %1$s_are_never_changed on timeline.%1$I', relation);
        execute format(
            'create trigger %1$s_are_never_changed before update or truncate on timeline.%1$I
                for each statement execute function timeline.refuse_change()', relation);
        execute format(
            'create trigger %1$s_are_removed_by_erasure before delete on timeline.%1$I
                for each statement execute function timeline.refuse_all_but_erasure()', relation);
        execute format(
            'create trigger %1$s_are_removed_in_one_way before delete on timeline.%1$I
                for each row execute function timeline.allow_removal()', relation);
    end loop;

    foreach relation in array array['erasures', 'tombstones'] loop
        execute format(
            'create trigger %1$s_are_never_changed before update or delete or truncate on timeline.%1$I
                for each statement execute function timeline.refuse_change()', relation);
        execute format(
            'create trigger %1$s_enter_by_our_functions before insert on timeline.%1$I
                for each statement execute function timeline.refuse_all_but_append()', relation);
    end loop;
    create trigger identities_change_by_our_functions before insert or update or delete on timeline.identities
        for each statement execute function timeline.refuse_all_but_append();
    create trigger identities_are_never_emptied before truncate on timeline.identities
        for each statement execute function timeline.refuse_change();

    for relation in
        select format('alter table %s enable always trigger %I', t.tgrelid::regclass, t.tgname)
        from pg_trigger t
        where t.tgrelid::regclass::text like 'timeline.%' and not t.tgisinternal and t.tgenabled <> 'A'
    loop
        execute relation;
    end loop;
end
$$;

-- Erases what was recorded of the stream that this transaction has just appended an erasure to: all of it, or the
-- events of these versions. Answers with the number of tombstones that it made. Of the stream as a whole goes what it
-- has beside its events too. "p_tags" are by what it would come back.
create function timeline.erase(p_versions bigint[], p_tags bytea[]) returns bigint
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
    as $$
declare
    under_way record;
    tombstones bigint;
begin
    select u.stream_id, u.position into strict under_way from timeline.erasure_under_way() u;

    update timeline.mt_events e
    set data = '{}', headers = '{"erased": true}', type = 'erased', bdata = null, mt_dotnet_type = null,
        correlation_id = null, causation_id = null, user_name = null
    where e.stream_id = under_way.stream_id and e.seq_id < under_way.position
        and (p_versions is null or e.version = any (p_versions))
        and e.headers <> '{"erased": true}' and timeline.leaf_kind(e.seq_id) = 1;
    get diagnostics tombstones = row_count;

    perform timeline.close_openings(e.seq_id)
    from timeline.mt_events e
    where e.stream_id = under_way.stream_id and e.headers = '{"erased": true}'
        and (p_versions is null or e.version = any (p_versions));

    update timeline.appends a
    set command_scope = null, command_key = null, body_sha256 = null
    where a.stream_id = under_way.stream_id and a.last_position < under_way.position and a.command_key is not null
        and (p_versions is null or exists (
            select from unnest(p_versions) v where v between a.first_version and a.last_version));

    if p_versions is null then
        delete from timeline.stream_salts s where s.stream_id = under_way.stream_id;
        delete from timeline.stream_keys k where k.stream_id = under_way.stream_id;
        delete from timeline.identities i where i.stream_id = under_way.stream_id;
    end if;

    insert into timeline.erasures (position, event_id, stream_id, whole, events)
    select e.seq_id, e.id, e.stream_id, p_versions is null, tombstones
    from timeline.mt_events e where e.seq_id = under_way.position;
    perform timeline.add_tombstones(p_tags, under_way.position);
    return tombstones;
end
$$;

create function timeline.close_openings(p_position bigint) returns void
    language sql
    set search_path = pg_catalog, pg_temp
    as $$
    update timeline.openings o
    set nonces = overlay(o.nonces placing decode(repeat('00', 64), 'hex')
        from (64 * (p_position - o.first_position))::integer + 1 for 64)
    where o.last_position = (
        select n.last_position from timeline.openings n
        where n.last_position >= p_position order by n.last_position limit 1);
$$;

-- Also by themselves, where a restored database never had the stream.
create function timeline.add_tombstones(p_tags bytea[], p_position bigint) returns void
    language sql
    security definer
    set search_path = pg_catalog, pg_temp
    as $$
    insert into timeline.tombstones (tag, position)
    select distinct t.tag, p_position from unnest(p_tags) as t (tag)
    on conflict (tag) do nothing;
$$;

-- False where there is no such stream, or no longer: whoever erases it waits until this is committed, and then takes
-- it with the rest.
create function timeline.keep_identity(p_stream uuid, p_sealed bytea) returns boolean
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
    as $$
begin
    perform from timeline.stream_salts s where s.stream_id = p_stream for key share;
    if not found then
        return false;
    end if;
    insert into timeline.identities (stream_id, sealed) values (p_stream, p_sealed)
    on conflict (stream_id) do update set sealed = excluded.sealed;
    return true;
end
$$;

-- Who erased what, when and by what right, for those who may not read what others say.
create view timeline.erasure_reports as
    select x.position, x.event_id, x.stream_id, x.whole, x.events, e.version, e.timestamp, e.user_name as actor,
        e.data ->> 'authority' as authority, e.data ->> 'legalBasis' as legal_basis, e.data ->> 'reason' as reason
    from timeline.erasures x join timeline.mt_events e on e.seq_id = x.position;

revoke all on all functions in schema timeline from public;

do $$
declare
    app constant name := current_database() || '_app';
    eraser constant name := current_database() || '_eraser';
begin
    execute format('grant select on timeline.erasures, timeline.tombstones, timeline.identities to %I', app);
    execute format('grant execute on function timeline.keep_identity to %I', app);
    execute format('grant execute on function timeline.erase, timeline.add_tombstones to %I', eraser);
    execute format('grant select on timeline.erasures, timeline.erasure_reports to %I',
        current_database() || '_auditor');

    reset role;
    execute format('set local role %I', current_database() || '_projector');
end
$$;

-- Takes the rows of a stream out of all tables that somebody may read; whoever keeps them makes those anew that
-- follow from what is left. A generation that is not finished is followed to the end of the log before it is read.
create function read_models.erase(p_stream uuid) returns void
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
    as $$
declare
    relation text;
begin
    for relation in
        select format('read_models.%I', t.name || '_g' || g.generation)
        from read_models.generations g cross join unnest(g.tables) as t (name)
        where g.state in ('built', 'live', 'retired')
    loop
        begin
            execute format('delete from %s where stream_id = $1', relation) using p_stream;
        exception
            when undefined_table then
                -- Retired, and dropped already.
                null;
        end;
    end loop;
    update read_models.parked set retry_asked = true where stream_id = p_stream;
    delete from read_models.differences where stream_id = p_stream;
end
$$;

revoke all on function read_models.erase from public;

do $$
begin
    execute format('grant usage on schema read_models to %I', current_database() || '_eraser');
    execute format('grant execute on function read_models.erase to %I', current_database() || '_eraser');
    reset role;
    execute format('set local role %I', current_database() || '_owner');
end
$$;
