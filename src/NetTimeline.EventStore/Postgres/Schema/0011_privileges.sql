-- A server reads the tables and calls the functions; it writes to no table.
revoke all on all functions in schema timeline from public;

do $$
declare
    app constant name := current_database() || '_app';
begin
    execute format('grant usage on schema timeline to %I', app);
    execute format(
        'grant select on timeline.mt_streams, timeline.mt_events, timeline.mt_event_progression,
            timeline.mt_events_sequence, timeline.heads, timeline.appends, timeline.stream_keys,
            timeline.schema_versions to %I', app);
    execute format(
        'grant execute on function timeline.lock_head, timeline.append, timeline.find_appends,
            timeline.catch_up_streams, timeline.advance_sequence to %I', app);
end
$$;
