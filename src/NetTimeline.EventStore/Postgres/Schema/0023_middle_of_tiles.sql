-- Works with programs from schema 22 on.
--
-- A tile also keeps the 16 hashes half-way up: of the subtrees over 16 of its own each. Whoever proves one of its
-- leaves then reads and hashes an eighth of it. They follow from the hashes, as the root does.
create function timeline.middle_of_tile(p_hashes bytea) returns bytea
    language plpgsql
    immutable
    set search_path = pg_catalog, pg_temp
    as $$
declare
    level bytea := p_hashes;
begin
    for height in 1..4 loop
        select string_agg(sha256('\x01'::bytea || substring(level from 64 * n.node + 1 for 64)), '' order by n.node)
        into level
        from generate_series(0, length(level) / 64 - 1) as n (node);
    end loop;
    return level;
end
$$;

-- Tiles that are there get theirs by being written anew, as no trigger would let anybody change them.
alter table timeline.tiles
    add column middle bytea not null generated always as (timeline.middle_of_tile(hashes)) stored;
alter table timeline.tiles
    alter column middle drop expression,
    alter column middle set storage main,
    add constraint tiles_middle_is_of_sixteen check (length(middle) = 512);

-- Programs that know of it hashed it already, and give it behind the root: what inserts tiles has no place for more.
-- For others it is made here.
create function timeline.part_root_and_middle() returns trigger
    language plpgsql
    set search_path = pg_catalog, pg_temp
    as $$
begin
    new.middle := case length(new.root)
        when 32 + 512 then substring(new.root from 33)
        else timeline.middle_of_tile(new.hashes)
    end;
    new.root := substring(new.root for 32);
    return new;
end
$$;

create trigger tiles_part_root_and_middle
    before insert on timeline.tiles
    for each row execute function timeline.part_root_and_middle();
alter table timeline.tiles enable always trigger tiles_part_root_and_middle;

revoke all on function timeline.middle_of_tile, timeline.part_root_and_middle from public;
