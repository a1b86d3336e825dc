-- Works with programs from schema 22 on.
--
-- <db>_verifier reads all that a verification of the database looks at, what was said of patients included, and changes
-- nothing. Nobody logs in as it. One of that name that is there already is used only where it gives nobody more than
-- one made here would.
reset role;

do $$
declare
    verifier constant name := current_database() || '_verifier';
begin
    if not exists (select from pg_roles where rolname = verifier) then
        execute format('create role %I nologin', verifier);
    elsif exists (select from pg_roles where rolname = verifier and (rolcanlogin or rolsuper)) then
        raise exception using
            errcode = 'NT004',
            message = format('The role %I is there already, and can log in or is a superuser. %s',
                verifier, 'Remove it, or give the database another name.');
    elsif exists (
            select from pg_auth_members m
            where m.roleid = (select oid from pg_roles where rolname = verifier)
                and m.member <> (select oid from pg_roles where rolname = current_user)
                and not pg_has_role(m.member, current_database() || '_app', 'member')) then
        raise exception using
            errcode = 'NT004',
            message = format('The role %I is there already, and others are members of it. %s',
                verifier, 'Revoke it from them, or give the database another name.');
    end if;
end
$$;

do $$
declare
    verifier constant name := current_database() || '_verifier';
begin
    execute format('set local role %I', current_database() || '_owner');
    execute format('grant usage on schema timeline to %I', verifier);
    execute format(
        'grant select on timeline.mt_events, timeline.mt_streams, timeline.appends, timeline.heads, timeline.leaves,
            timeline.openings, timeline.stream_salts, timeline.stream_keys, timeline.tombstones, timeline.identities,
            timeline.access_records, timeline.access_heads, timeline.access_leaves, timeline.access_openings,
            timeline.tiles, timeline.epochs, timeline.checkpoints, timeline.cosignatures, timeline.ledger_keys,
            timeline.schema_versions
            to %I', verifier);
    execute format('grant execute on function timeline.cosignature_lines to %I', verifier);
end
$$;
