-- Works with programs from schema 22 on.
--
-- What witnesses said to what was signed. A cosignature is of a size and a root and not of a moment, so that it goes
-- with every checkpoint that says the same.
create table timeline.cosignatures (
    log text collate "C" not null,
    epoch integer not null,
    size bigint not null,
    signed_us bigint not null,
    verifier_key text collate "C" not null,
    witnessed_s bigint not null,
    line text not null,
    constraint cosignatures_once_of_a_witness primary key (log, epoch, size, signed_us, verifier_key),
    constraint cosignatures_are_of_a_checkpoint foreign key (log, epoch, size, signed_us)
        references timeline.checkpoints (log, epoch, size, signed_us),
    constraint cosignatures_are_lines check (line like '— %' and line not like e'%\n%' and witnessed_s >= 0)
);
create trigger cosignatures_are_never_changed before update or delete or truncate on timeline.cosignatures
    for each statement execute function timeline.refuse_change();
create trigger cosignatures_enter_by_our_functions before insert on timeline.cosignatures
    for each statement execute function timeline.refuse_all_but_append();
alter table timeline.cosignatures enable always trigger cosignatures_are_never_changed;
alter table timeline.cosignatures enable always trigger cosignatures_enter_by_our_functions;

create index cosignatures_of_a_witness on timeline.cosignatures (log, epoch, verifier_key, size, signed_us);

-- Does nothing where the witness has said it already.
create function timeline.add_cosignature(
    p_log text, p_epoch integer, p_size bigint, p_signed_us bigint, p_verifier_key text, p_witnessed_s bigint,
    p_line text)
    returns void
    language sql
    security definer
    set search_path = pg_catalog, pg_temp
    as $$
    insert into timeline.cosignatures (log, epoch, size, signed_us, verifier_key, witnessed_s, line)
    values (p_log, p_epoch, p_size, p_signed_us, p_verifier_key, p_witnessed_s, p_line)
    on conflict on constraint cosignatures_once_of_a_witness do nothing;
$$;

-- The lines below a checkpoint of this tree, the newest of each witness.
create function timeline.cosignature_lines(p_log text, p_epoch integer, p_size bigint) returns text
    language sql
    stable
    set search_path = pg_catalog, pg_temp
    as $$
    select coalesce(string_agg(c.line || e'\n', '' order by c.verifier_key), '')
    from (
        select distinct on (verifier_key) verifier_key, line from timeline.cosignatures
        where log = p_log and epoch = p_epoch and size = p_size order by verifier_key, signed_us desc) c;
$$;

revoke all on all functions in schema timeline from public;

do $$
declare
    app constant name := current_database() || '_app';
    auditor constant name := current_database() || '_auditor';
begin
    execute format('grant select on timeline.cosignatures to %I, %I', app, auditor);
    execute format('grant execute on function timeline.add_cosignature to %I', app);
    execute format('grant execute on function timeline.cosignature_lines to %I, %I', app, auditor);
end
$$;
