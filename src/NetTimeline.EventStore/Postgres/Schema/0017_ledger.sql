-- Works with programs from schema 13 on.
--
-- The log is also a Merkle tree: each event has a leaf, assigned by the transaction that appends it. The leaf's
-- index is the event's position less the first position of its epoch.

-- A tree and the name under which it is signed. A log that had to begin anew goes on under another.
create table timeline.epochs (
    log text collate "C" not null,
    number integer not null,
    origin text collate "C" not null,
    first_position bigint not null,
    constraint epochs_one_per_number primary key (log, number),
    constraint epochs_have_names_of_their_own unique (origin),
    constraint epochs_count_from_zero check (number >= 0 and first_position >= 1),
    constraint epochs_are_of_a_log check (log in ('events', 'access'))
);

-- The entries of one commit, 136 bytes each, and the frontier of the tree up to the last of them. What is stored
-- here has no form that could be made smaller, so nobody tries.
create table timeline.leaves (
    last_position bigint not null,
    first_position bigint not null,
    entries bytea not null,
    frontier bytea not null,
    constraint leaves_one_per_commit primary key (last_position),
    constraint leaves_one_entry_per_position
        check (first_position between 1 and last_position
            and length(entries) = 136 * (last_position - first_position + 1)),
    constraint leaves_frontier_is_of_hashes check (length(frontier) > 0 and length(frontier) % 32 = 0)
);
alter table timeline.leaves alter column entries set storage external, alter column frontier set storage external;

-- What opens the commitments of the entries of one commit: for each the envelope's nonce and the payload's, 32 random
-- bytes each. Erasing an event makes its 64 bytes zero.
create table timeline.openings (
    last_position bigint not null,
    first_position bigint not null,
    nonces bytea not null,
    constraint openings_one_per_commit primary key (last_position),
    constraint openings_one_per_position
        check (first_position between 1 and last_position
            and length(nonces) = 64 * (last_position - first_position + 1))
);
alter table timeline.openings alter column nonces set storage external;

-- What a stream's tag in the entries is made with. Gone when the stream is erased.
create table timeline.stream_salts (
    stream_id uuid not null,
    salt bytea not null,
    constraint stream_salts_one_per_stream primary key (stream_id),
    constraint stream_salts_are_32_bytes check (length(salt) = 32)
);

-- Tiles of 256 hashes as C2SP tlog-tiles draws them, once they are full; "root" is the hash of the tree over them.
create table timeline.tiles (
    log text collate "C" not null,
    epoch integer not null,
    level smallint not null,
    number bigint not null,
    hashes bytea not null,
    root bytea not null,
    constraint tiles_one_per_place primary key (log, epoch, level, number),
    constraint tiles_are_of_an_epoch foreign key (log, epoch) references timeline.epochs (log, number),
    constraint tiles_are_full check (length(hashes) = 8192 and length(root) = 32),
    constraint tiles_count_from_zero check (level between 0 and 63 and number >= 0)
);
alter table timeline.tiles alter column hashes set storage external;

-- What was signed.
create table timeline.checkpoints (
    log text collate "C" not null,
    epoch integer not null,
    size bigint not null,
    signed_us bigint not null,
    root bytea not null,
    note text not null,
    constraint checkpoints_signed_once_at_a_time primary key (log, epoch, size, signed_us),
    constraint checkpoints_are_of_an_epoch foreign key (log, epoch) references timeline.epochs (log, number),
    constraint checkpoints_root_is_a_hash check (size >= 0 and length(root) = 32)
);

do $$
declare
    relation text;
begin
    foreach relation in array array['epochs', 'leaves', 'openings', 'stream_salts', 'tiles', 'checkpoints'] loop
        execute format(
            'create trigger %1$s_are_never_changed before update or delete or truncate on timeline.%1$I
                for each statement execute function timeline.refuse_change()', relation);
        execute format(
            'create trigger %1$s_enter_by_our_functions before insert on timeline.%1$I
                for each statement execute function timeline.refuse_all_but_append()', relation);
        execute format('alter table timeline.%1$I enable always trigger %1$s_are_never_changed', relation);
        execute format('alter table timeline.%1$I enable always trigger %1$s_enter_by_our_functions', relation);
    end loop;
end
$$;

-- Names the tree of a log that has none yet; the one that it has stays. Without a name it gets one that no other
-- database has.
create function timeline.open_log(p_log text, p_origin text) returns void
    language sql
    security definer
    set search_path = pg_catalog, pg_temp
    as $$
    insert into timeline.epochs (log, number, origin, first_position) values (
        p_log, 0,
        coalesce(p_origin, 'nettimeline.invalid/' || gen_random_uuid()) || '/' || p_log,
        1)
    on conflict (log, number) do nothing;
$$;

-- Stores the leaves of positions that follow those that have leaves, with whatever tiles they fill. To be called
-- under the log's lock.
create function timeline.add_leaves(
    p_first_position bigint,
    p_entries bytea,
    p_nonces bytea,
    p_frontier bytea,
    p_epoch integer,
    p_tile_levels smallint[],
    p_tile_numbers bigint[],
    p_tile_hashes bytea[],
    p_tile_roots bytea[])
    returns void
    language plpgsql
    set search_path = pg_catalog, pg_temp
    set enable_seqscan = off
    set plan_cache_mode = force_generic_plan
    as $$
declare
    last_position constant bigint := p_first_position + length(p_entries) / 136 - 1;
begin
    if p_first_position > 1 and not exists (
            select from timeline.leaves l where l.last_position = p_first_position - 1) then
        raise exception using errcode = 'NT005', message = 'the position before has no leaf';
    end if;
    insert into timeline.leaves (last_position, first_position, entries, frontier)
    values (last_position, p_first_position, p_entries, p_frontier);
    insert into timeline.openings (last_position, first_position, nonces)
    values (last_position, p_first_position, p_nonces);
    if cardinality(p_tile_levels) > 0 then
        insert into timeline.tiles (log, epoch, level, number, hashes, root)
        select 'events', p_epoch, t.level, t.number, t.hashes, t.root
        from unnest(p_tile_levels, p_tile_numbers, p_tile_hashes, p_tile_roots) as t (level, number, hashes, root);
    end if;
end
$$;

-- Gives leaves to positions that were appended before there was a tree. To be called under the log's lock, which the
-- caller's transaction holds by lock_head.
create function timeline.backfill_leaves(
    p_first_position bigint,
    p_entries bytea,
    p_nonces bytea,
    p_frontier bytea,
    p_epoch integer,
    p_tile_levels smallint[],
    p_tile_numbers bigint[],
    p_tile_hashes bytea[],
    p_tile_roots bytea[],
    p_salt_streams uuid[],
    p_salts bytea[])
    returns void
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
    as $$
begin
    if p_first_position + length(p_entries) / 136 - 1 > (select max(position) from timeline.heads) then
        raise exception using errcode = 'NT005', message = 'a leaf would have no event';
    end if;
    perform timeline.add_leaves(
        p_first_position, p_entries, p_nonces, p_frontier, p_epoch,
        p_tile_levels, p_tile_numbers, p_tile_hashes, p_tile_roots);
    insert into timeline.stream_salts (stream_id, salt)
    select s.stream_id, s.salt from unnest(p_salt_streams, p_salts) as s (stream_id, salt);
end
$$;
