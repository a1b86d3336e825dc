-- Works with programs from schema 13 on.
--
-- Whoever waits for a place ends a keeper that fell silent, and not one that is at work: what it says waits behind
-- its own batch. And the projector role is asked who its members are.
reset role;

-- Whoever is a member may change the read models and read the keys that sign deliveries. A server is a member of
-- <db>_app too; a member that is not was made one before this database was, or by mistake.
do $$
declare
    projector constant name := current_database() || '_projector';
    app constant name := current_database() || '_app';
begin
    if exists (
            select from pg_auth_members m
            where m.roleid = (select oid from pg_roles where rolname = projector)
                and m.member <> (select oid from pg_roles where rolname = current_user)
                and not pg_has_role(m.member, app, 'member')) then
        raise exception using
            errcode = 'NT004',
            message = format('The role %I has members that are not members of %I. %s',
                projector, app, 'Revoke it from them, or grant them both.');
    end if;
    execute format('set local role %I', projector);
end
$$;

-- Makes the session the keeper of a projection in one format, until it ends; false where another is.
--
-- A keeper that is stopped holds its lock while its session lives. The time-outs of the session end most such; not
-- one that was stopped in the midst of sending, since the server then waits for the rest. So whoever wants the
-- place ends the session of a keeper that has said nothing for p_silence, if the server waits for that keeper
-- whenever it looks within a second. One that the server works for, or keeps waiting, is only slow: its next word
-- comes after its batch. A session younger than p_silence may not have had the time to say anything.
create or replace function read_models.take_place(
    p_projection text, p_format text, p_keeper text, p_silence interval)
    returns boolean
    language plpgsql
    as $$
declare
    place constant bigint := hashtextextended(p_projection || '/' || p_format, 5642234187420127);
    own_role constant text := current_setting('role');
    silent integer;
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
        select l.pid into silent
        from pg_locks l
        join pg_database d on d.oid = l.database and d.datname = current_database()
        join pg_stat_activity a on a.pid = l.pid and a.backend_start < clock_timestamp() - p_silence
        where l.locktype = 'advisory' and l.objsubid = 1 and l.granted
            and (l.classid::bigint << 32 | l.objid::bigint) = place;
        for look in 1..10 loop
            perform pg_stat_clear_snapshot();
            if silent is not null and not exists (
                    select from pg_stat_activity where pid = silent and wait_event_type = 'Client') then
                silent := null;
            end if;
            exit when silent is null;
            perform pg_sleep(0.1);
        end loop;
        perform pg_terminate_backend(silent) where silent is not null;
        perform set_config('role', own_role, true);
    end if;
    return false;
exception
    when insufficient_privilege then
        -- Somebody else's session. Its time-outs, or an operator, will end it.
        return false;
end
$$;

do $$
begin
    reset role;
    execute format('set local role %I', current_database() || '_owner');
end
$$;
