-- What was written stays as it was written. The triggers are "enable always": they also hold for replication
-- and for superusers. Whoever owns a table can still remove its triggers; that is what the ledger is for.

create function timeline.refuse_change() returns trigger
    language plpgsql
    as $$
begin
    raise exception using
        errcode = 'NT001',
        message = format('%s on timeline.%s is refused: the log is only ever added to', tg_op, tg_table_name);
end
$$;

-- Only our own functions run as the tables' owner.
create function timeline.refuse_all_but_append() returns trigger
    language plpgsql
    as $$
begin
    if current_user <> (
            select pg_catalog.pg_get_userbyid(relowner) from pg_catalog.pg_class where oid = tg_relid) then
        raise exception using
            errcode = 'NT002',
            message = format('%s on timeline.%s is refused: events are appended by NetTimeline only',
                tg_op, tg_table_name),
            hint = 'Marten applications may read and project here; their appends would break its order.';
    end if;
    return null;
end
$$;

create trigger events_are_never_changed
    before update or delete or truncate on timeline.mt_events
    for each statement execute function timeline.refuse_change();
create trigger heads_are_never_changed
    before update or delete or truncate on timeline.heads
    for each statement execute function timeline.refuse_change();
create trigger appends_are_never_changed
    before update or delete or truncate on timeline.appends
    for each statement execute function timeline.refuse_change();
create trigger stream_keys_are_never_changed
    before update or delete or truncate on timeline.stream_keys
    for each statement execute function timeline.refuse_change();
create trigger streams_are_never_removed
    before delete or truncate on timeline.mt_streams
    for each statement execute function timeline.refuse_change();

create trigger events_enter_by_append
    before insert on timeline.mt_events
    for each statement execute function timeline.refuse_all_but_append();
create trigger heads_enter_by_append
    before insert on timeline.heads
    for each statement execute function timeline.refuse_all_but_append();
create trigger appends_enter_by_append
    before insert on timeline.appends
    for each statement execute function timeline.refuse_all_but_append();
create trigger stream_keys_enter_by_append
    before insert on timeline.stream_keys
    for each statement execute function timeline.refuse_all_but_append();
create trigger streams_change_by_our_functions
    before insert or update on timeline.mt_streams
    for each statement execute function timeline.refuse_all_but_append();

alter table timeline.mt_events enable always trigger events_are_never_changed;
alter table timeline.heads enable always trigger heads_are_never_changed;
alter table timeline.appends enable always trigger appends_are_never_changed;
alter table timeline.stream_keys enable always trigger stream_keys_are_never_changed;
alter table timeline.mt_streams enable always trigger streams_are_never_removed;
alter table timeline.mt_events enable always trigger events_enter_by_append;
alter table timeline.heads enable always trigger heads_enter_by_append;
alter table timeline.appends enable always trigger appends_enter_by_append;
alter table timeline.stream_keys enable always trigger stream_keys_enter_by_append;
alter table timeline.mt_streams enable always trigger streams_change_by_our_functions;
