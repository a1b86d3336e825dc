-- Keeps Marten's sequence at or beyond the newest position. The sequence moves outside of transactions, so
-- this runs after commits, never with them; the lock keeps two servers from moving it back.
create function timeline.advance_sequence() returns void
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
    as $$
begin
    perform pg_advisory_xact_lock(5642234187420126);
    perform setval('timeline.mt_events_sequence', h.position)
    from (select position from timeline.heads order by position desc limit 1) h, timeline.mt_events_sequence s
    where h.position > s.last_value or (h.position = s.last_value and not s.is_called);
end
$$;
