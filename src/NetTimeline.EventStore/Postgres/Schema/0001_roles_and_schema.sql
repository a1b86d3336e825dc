-- The two roles, the schema, and the list of the files applied so far.
--
-- Roles are shared by all databases of a cluster, so their names carry the database's: <db>_owner owns every
-- object and nobody logs in as it; <db>_app is what a server acts as. Whoever applies this file becomes a
-- member of both, unless it is a superuser and needs no membership. A role of that name that is there already
-- is used only where it gives nobody more than one made here would.
do $$
declare
    role_name name;
    is_superuser constant boolean := (select rolsuper from pg_roles where rolname = current_user);
begin
    foreach role_name in array array[current_database() || '_owner', current_database() || '_app'] loop
        if not exists (select from pg_roles where rolname = role_name) then
            execute format('create role %I nologin', role_name);
        elsif exists (
                select from pg_roles where rolname = role_name and (rolcanlogin or rolsuper)) then
            raise exception using
                errcode = 'NT004',
                message = format('The role %I is there already, and can log in or is a superuser. %s',
                    role_name, 'Remove it, or give the database another name.');
        elsif role_name = current_database() || '_owner' and exists (
                select from pg_auth_members m
                where m.roleid = (select oid from pg_roles where rolname = role_name)
                    and m.member <> (select oid from pg_roles where rolname = current_user)) then
            raise exception using
                errcode = 'NT004',
                message = format('The role %I is there already, and others are members of it. %s',
                    role_name, 'Remove it, or give the database another name.');
        end if;
        if not is_superuser and not pg_has_role(current_user, role_name, 'usage') then
            execute format('grant %I to current_user', role_name);
        end if;
    end loop;
    execute format('create schema timeline authorization %I', current_database() || '_owner');
    execute format('set local role %I', current_database() || '_owner');
end
$$;

create table timeline.schema_versions (
    version integer not null,
    file text not null,
    sha256 bytea not null,
    applied timestamptz not null default now(),
    constraint schema_versions_applied_once primary key (version),
    constraint schema_versions_count_from_one check (version >= 1),
    constraint schema_versions_hash_is_sha256 check (length(sha256) = 32)
);
