-- Works with programs from schema 18 on.
--
-- Roles for those who are not the server: <db>_migrator may apply files such as this one, <db>_eraser erases by the
-- one function there is for it, <db>_auditor reads who did what when and what proves it, but nothing of what was
-- said, and <db>_research reads the read models. Nobody logs in as any of them. One of such a name that is there
-- already is used only where it gives nobody more than one made here would.
reset role;

do $$
declare
    suffix text;
    role_name name;
    is_superuser constant boolean := (select rolsuper from pg_roles where rolname = current_user);
    app constant name := current_database() || '_app';
begin
    foreach suffix in array array['migrator', 'eraser', 'auditor', 'research'] loop
        role_name := current_database() || '_' || suffix;
        if not exists (select from pg_roles where rolname = role_name) then
            execute format('create role %I nologin', role_name);
        elsif exists (select from pg_roles where rolname = role_name and (rolcanlogin or rolsuper)) then
            raise exception using
                errcode = 'NT004',
                message = format('The role %I is there already, and can log in or is a superuser. %s',
                    role_name, 'Remove it, or give the database another name.');
        elsif exists (
                select from pg_auth_members m
                where m.roleid = (select oid from pg_roles where rolname = role_name)
                    and m.member <> (select oid from pg_roles where rolname = current_user)
                    and not pg_has_role(m.member, app, 'member')) then
            raise exception using
                errcode = 'NT004',
                message = format('The role %I is there already, and others are members of it. %s',
                    role_name, 'Revoke it from them, or give the database another name.');
        end if;
    end loop;

    execute format('grant %I, %I to %I',
        current_database() || '_owner', current_database() || '_projector', current_database() || '_migrator');
    if not is_superuser and not pg_has_role(current_user, current_database() || '_eraser', 'usage') then
        execute format('grant %I to current_user', current_database() || '_eraser');
    end if;
end
$$;

do $$
declare
    auditor constant name := current_database() || '_auditor';
    eraser constant name := current_database() || '_eraser';
    research constant name := current_database() || '_research';
    relation text;
begin
    execute format('set local role %I', current_database() || '_owner');
    execute format('grant usage on schema timeline to %I, %I', auditor, eraser);
    execute format(
        'grant select on timeline.heads, timeline.epochs, timeline.leaves, timeline.tiles to %I, %I', auditor, eraser);
    execute format(
        'grant select on timeline.checkpoints, timeline.ledger_keys, timeline.schema_versions to %I', auditor);
    execute format(
        'grant select (seq_id, id, stream_id, version, type, timestamp, user_name, correlation_id)
            on timeline.mt_events to %I', auditor);
    execute format('grant select on timeline.stream_salts to %I', eraser);
    execute format(
        'grant execute on function timeline.lock_head, timeline.append, timeline.find_appends to %I', eraser);

    execute format('set local role %I', current_database() || '_projector');
    execute format('grant usage on schema read_models to %I', research);
    execute format('alter default privileges in schema read_models grant select on tables to %I', research);
    for relation in
        select format('read_models.%I', t.name || '_g' || g.generation)
        from read_models.generations g cross join unnest(g.tables) as t (name)
        where to_regclass(format('read_models.%I', t.name || '_g' || g.generation)) is not null
    loop
        execute format('grant select on %s to %I', relation, research);
    end loop;
    execute format('grant select on read_models.generations to %I', research);

    execute format('set local role %I', current_database() || '_owner');
end
$$;
