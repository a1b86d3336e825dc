-- Works with programs from schema 18 on.
--
-- What a publisher writes: its key, and what it signed.

-- Keys are told to auditors by another way; here they say which of them signs which sizes.
create table timeline.ledger_keys (
    log text collate "C" not null,
    epoch integer not null,
    verifier_key text collate "C" not null,
    from_size bigint not null,
    constraint ledger_keys_once_in_an_epoch primary key (log, epoch, verifier_key),
    constraint ledger_keys_are_of_an_epoch foreign key (log, epoch) references timeline.epochs (log, number),
    constraint ledger_keys_sign_trees check (from_size >= 0)
);
create trigger ledger_keys_are_never_changed before update or delete or truncate on timeline.ledger_keys
    for each statement execute function timeline.refuse_change();
create trigger ledger_keys_enter_by_our_functions before insert on timeline.ledger_keys
    for each statement execute function timeline.refuse_all_but_append();
alter table timeline.ledger_keys enable always trigger ledger_keys_are_never_changed;
alter table timeline.ledger_keys enable always trigger ledger_keys_enter_by_our_functions;

create function timeline.add_ledger_key(p_log text, p_epoch integer, p_verifier_key text, p_from_size bigint)
    returns void
    language sql
    security definer
    set search_path = pg_catalog, pg_temp
    as $$
    insert into timeline.ledger_keys (log, epoch, verifier_key, from_size)
    values (p_log, p_epoch, p_verifier_key, p_from_size);
$$;

-- Of the newest epoch, and never of a smaller tree than was signed before. That it goes on where the one before ended
-- is proved by whoever signs.
create function timeline.add_checkpoint(
    p_log text, p_epoch integer, p_size bigint, p_signed_us bigint, p_root bytea, p_note text)
    returns void
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
    as $$
begin
    if p_epoch <> (select max(e.number) from timeline.epochs e where e.log = p_log)
        or exists (
            select from timeline.checkpoints c
            where c.log = p_log and c.epoch = p_epoch and c.size > p_size) then
        raise exception using errcode = 'NT005', message = 'a checkpoint follows all those before it';
    end if;
    insert into timeline.checkpoints (log, epoch, size, signed_us, root, note)
    values (p_log, p_epoch, p_size, p_signed_us, p_root, p_note);
end
$$;

-- The next tree of the log of events, whose first leaf the caller appends in the same transaction, under the log's
-- lock.
create function timeline.open_next_epoch(p_number integer, p_origin text, p_first_position bigint) returns void
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
    as $$
begin
    if p_number <> (select max(e.number) + 1 from timeline.epochs e where e.log = 'events')
        or p_first_position <> (select l.head_position + 1 from timeline.lock_head() l) then
        raise exception using errcode = 'NT005', message = 'an epoch begins where the log ends';
    end if;
    insert into timeline.epochs (log, number, origin, first_position)
    values ('events', p_number, p_origin, p_first_position);
end
$$;

revoke all on all functions in schema timeline from public;

do $$
declare
    app constant name := current_database() || '_app';
begin
    execute format('grant select on timeline.ledger_keys to %I', app);
    execute format(
        'grant execute on function timeline.add_ledger_key, timeline.add_checkpoint, timeline.open_next_epoch to %I',
        app);
end
$$;
