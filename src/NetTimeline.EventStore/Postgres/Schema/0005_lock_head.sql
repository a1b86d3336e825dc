-- Waits for the log's lock, holds it to the end of the transaction, and answers with the log's head. The lock
-- makes the order of positions the order in which they become visible. Each statement here takes its own
-- snapshot, so the head is read after the lock was granted.
create function timeline.lock_head(out head_position bigint, out head_recorded_us bigint)
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
    as $$
begin
    perform pg_advisory_xact_lock(5642234187420125);
    select h.position, h.recorded_us into strict head_position, head_recorded_us
    from timeline.heads h
    order by h.position desc
    limit 1;
end
$$;
