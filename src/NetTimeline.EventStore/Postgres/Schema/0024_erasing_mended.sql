-- Works with programs from schema 22 on.
--
-- Erasing, mended: what opens leaves is closed once for each row that holds it, however many events it is of; numbers
-- of an identity are recognised though it was replaced or cannot be opened; and tables of read models that nobody
-- reads yet, or ever, are erased from too. Programs of before go on with what they know.

-- Who has these numbers, as keyed hashes: of every identity that was ever kept of the stream's subject. They become
-- tombstones when it is erased.
create table timeline.identity_tags (
    stream_id uuid not null,
    tag bytea not null,
    constraint identity_tags_once primary key (stream_id, tag),
    constraint identity_tags_are_hashes check (length(tag) = 32),
    constraint identity_tags_are_of_a_stream foreign key (stream_id) references timeline.mt_streams (id)
);

create trigger identity_tags_change_by_our_functions before insert or update or delete on timeline.identity_tags
    for each statement execute function timeline.refuse_all_but_append();
create trigger identity_tags_are_never_emptied before truncate on timeline.identity_tags
    for each statement execute function timeline.refuse_change();
alter table timeline.identity_tags enable always trigger identity_tags_change_by_our_functions;
alter table timeline.identity_tags enable always trigger identity_tags_are_never_emptied;

-- Every server asks each second what is new.
create index tombstones_by_erasure on timeline.tombstones (position);

create function timeline.keep_identity(p_stream uuid, p_sealed bytea, p_tags bytea[]) returns boolean
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
    as $$
begin
    if not timeline.keep_identity(p_stream, p_sealed) then
        return false;
    end if;
    insert into timeline.identity_tags (stream_id, tag)
    select distinct p_stream, t.tag from unnest(p_tags) as t (tag)
    on conflict (stream_id, tag) do nothing;
    return true;
end
$$;

-- The nonces of a row, with zeros for those of some positions. Copied as a whole first, so that none of them is
-- fetched on its own.
create function timeline.closed(p_nonces bytea, p_first_position bigint, p_positions bigint[]) returns bytea
    language plpgsql
    immutable
    set search_path = pg_catalog, pg_temp
    as $$
declare
    zeros constant bytea := decode(repeat('00', 64), 'hex');
    closed bytea := p_nonces || ''::bytea;
    place bigint;
begin
    foreach place in array p_positions loop
        closed := overlay(closed placing zeros from (64 * (place - p_first_position))::integer + 1 for 64);
    end loop;
    return closed;
end
$$;

-- The nonces of tombstones become zeros, and all others stay: what differs is of tombstones, and is as closing them
-- makes it.
create or replace function timeline.allow_closing() returns trigger
    language plpgsql
    set search_path = pg_catalog, pg_temp
    as $$
declare
    under_way uuid := (select u.stream_id from timeline.erasure_under_way() u);
    tombstones bigint[];
begin
    select coalesce(array_agg(e.seq_id), '{}') into tombstones
    from timeline.mt_events e
    where e.stream_id = under_way and e.seq_id between old.first_position and old.last_position
        and e.headers = '{"erased": true}';
    if (old.last_position, old.first_position, length(old.nonces))
            is distinct from (new.last_position, new.first_position, length(new.nonces))
            or timeline.closed(new.nonces, old.first_position, tombstones)
                is distinct from timeline.closed(old.nonces, old.first_position, tombstones)
            or exists (
                select from unnest(tombstones) as p (position)
                cross join lateral (select (64 * (p.position - old.first_position))::integer + 1 as start) at
                where substring(new.nonces from at.start for 64) <> substring(old.nonces from at.start for 64)
                    and substring(new.nonces from at.start for 64) <> decode(repeat('00', 64), 'hex')) then
        raise exception using
            errcode = 'NT001', message = 'UPDATE on timeline.openings is refused: it closes no tombstone';
    end if;
    return new;
end
$$;

create or replace function timeline.erase(p_versions bigint[], p_tags bytea[]) returns bigint
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

    update timeline.openings o
    set nonces = timeline.closed(o.nonces, o.first_position, closing.positions)
    from (
        select holding.last_position, array_agg(e.seq_id) as positions
        from timeline.mt_events e
        cross join lateral (
            select n.last_position from timeline.openings n
            where n.last_position >= e.seq_id order by n.last_position limit 1) holding
        where e.stream_id = under_way.stream_id and e.headers = '{"erased": true}'
            and (p_versions is null or e.version = any (p_versions))
        group by holding.last_position) closing
    where o.last_position = closing.last_position;

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
    if p_versions is null then
        perform timeline.add_tombstones(
            (select array_agg(t.tag) from timeline.identity_tags t where t.stream_id = under_way.stream_id),
            under_way.position);
        delete from timeline.identity_tags t where t.stream_id = under_way.stream_id;
    end if;
    return tombstones;
end
$$;

drop function timeline.close_openings;

revoke all on all functions in schema timeline from public;

do $$
declare
    app constant name := current_database() || '_app';
begin
    execute format('grant select on timeline.identity_tags to %I', app);
    execute format('grant execute on function timeline.keep_identity(uuid, bytea, bytea[]) to %I', app);

    reset role;
    execute format('set local role %I', current_database() || '_projector');
end
$$;

-- Takes the rows of a stream out of all tables there are. Those that are being made, or were given up, may be in use:
-- then they are left, for they are followed to the end of the log before they are read, or dropped.
create or replace function read_models.erase(p_stream uuid) returns void
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
    as $$
declare
    generation record;
begin
    for generation in
        select format('read_models.%I', t.name || '_g' || g.generation) as relation,
            g.state in ('building', 'abandoned') as is_unread
        from read_models.generations g cross join unnest(g.tables) as t (name)
    loop
        begin
            if generation.is_unread then
                execute format('lock table %s in row exclusive mode nowait', generation.relation);
            end if;
            execute format('delete from %s where stream_id = $1', generation.relation) using p_stream;
        exception
            when undefined_table or lock_not_available then
                -- Dropped already, not made yet, or in use.
                null;
        end;
    end loop;
    update read_models.parked set retry_asked = true where stream_id = p_stream;
    delete from read_models.differences where stream_id = p_stream;
end
$$;

do $$
begin
    reset role;
    execute format('set local role %I', current_database() || '_owner');
end
$$;
