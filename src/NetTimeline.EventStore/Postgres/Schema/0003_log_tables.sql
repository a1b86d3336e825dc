-- What the log needs beside Marten's tables.
--
-- To append is to insert and nothing else. A row that appends update cannot be pruned while any snapshot is
-- open (a dump, a long query), and each append would walk past all its dead versions.

-- One row for each commit of the log; the newest is the log's head.
create table timeline.heads (
    position bigint not null,
    recorded_us bigint not null,
    constraint heads_one_per_position primary key (position),
    constraint heads_position_counts_from_zero check (position >= 0)
);

insert into timeline.heads (position, recorded_us) values (0, 0);

-- One row for each append. After a lost connection its outcome is looked up here by its id; a repeated
-- command is recognised here by its key.
create table timeline.appends (
    append_id uuid not null,
    stream_id uuid not null,
    first_version bigint not null,
    last_version bigint not null,
    first_position bigint not null,
    last_position bigint not null,
    recorded_us bigint not null,
    command_scope text collate "C" null,
    command_key text collate "C" null,
    body_sha256 bytea null,
    constraint appends_stored_once primary key (append_id),
    constraint appends_hold_at_least_one_event check (first_version between 1 and last_version),
    constraint appends_have_one_position_per_version
        check (last_position - first_position = last_version - first_version),
    constraint appends_name_commands_wholly
        check (num_nulls(command_scope, command_key, body_sha256) in (0, 3)),
    constraint appends_hash_is_sha256 check (length(body_sha256) = 32)
);

create unique index appends_one_per_command on timeline.appends (command_scope, command_key)
    where command_key is not null;

-- The second name of each stream.
create table timeline.stream_keys (
    key text collate "C" not null,
    stream_id uuid not null,
    constraint stream_keys_name_one_stream primary key (key),
    constraint stream_keys_one_per_stream unique (stream_id),
    constraint stream_keys_name_existing_streams foreign key (stream_id) references timeline.mt_streams (id)
);
