-- Works with programs from schema 13 on.
--
-- As before, in steps so small that no append notices one: a step of fifty thousand events kept a processor and the
-- write-ahead log busy for a fifth of a second. Whoever calls pauses in between.
--
-- Works in steps: true means that the head was reached, false that there is more to do, null that another
-- server is at it.
create or replace function timeline.catch_up_streams() returns boolean
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
    as $$
declare
    step constant bigint := 1000;
    done bigint;
    head bigint;
    goal bigint;
begin
    if not pg_try_advisory_xact_lock(5642234187420126) then
        return null;
    end if;
    done := coalesce((select last_seq_id from timeline.mt_event_progression where name = 'mt_streams'), 0);
    head := (select position from timeline.heads order by position desc limit 1);
    goal := least(head, done + step);
    if goal <= done then
        return true;
    end if;

    update timeline.mt_streams s
    set version = e.version, timestamp = e.timestamp
    from (
        select distinct on (stream_id) stream_id, version, timestamp
        from timeline.mt_events
        where seq_id > done and seq_id <= goal
        order by stream_id, version desc) e
    where s.id = e.stream_id and s.version < e.version;

    insert into timeline.mt_event_progression (name, last_seq_id)
    values ('mt_streams', goal)
    on conflict (name) do update set last_seq_id = excluded.last_seq_id, last_updated = now();
    return goal = head;
end
$$;
