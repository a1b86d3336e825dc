-- Works with programs from schema 22 on.
--
-- Either log may have to begin anew. Programs that know one of them only cannot have that done any more.
drop function timeline.open_next_epoch(integer, text, bigint);

-- The next tree of a log, whose first leaf the caller appends in the same transaction, under the log's lock.
create function timeline.open_next_epoch(p_log text, p_number integer, p_origin text, p_first_position bigint)
    returns void
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
    as $$
declare
    head_position bigint;
begin
    if p_log = 'access' then
        select l.head_position into head_position from timeline.lock_access_head() l;
    else
        select l.head_position into head_position from timeline.lock_head() l;
    end if;
    if p_number <> (select max(e.number) + 1 from timeline.epochs e where e.log = p_log)
        or p_first_position <> head_position + 1 then
        raise exception using errcode = 'NT005', message = 'an epoch begins where the log ends';
    end if;
    insert into timeline.epochs (log, number, origin, first_position)
    values (p_log, p_number, p_origin, p_first_position);
end
$$;

revoke all on all functions in schema timeline from public;

do $$
begin
    execute format(
        'grant execute on function timeline.open_next_epoch to %I', current_database() || '_app');
end
$$;
