-- The tables of a Marten 9 event store: Guid stream identity, one tenant, and the columns for correlation,
-- causation, headers and user names. A Marten application finds names, types and order as it expects them;
-- it reads and projects, and does not append. Our own additions are check constraints only.

create table timeline.mt_streams (
    id uuid not null,
    type varchar null,
    version bigint null,
    timestamp timestamptz not null default now(),
    created timestamptz not null default now(),
    tenant_id varchar null default '*DEFAULT*',
    is_archived boolean null default false,
    constraint pkey_mt_streams_id primary key (id)
)
-- Rows are changed in place now and then: with room on the page no index has to be touched.
with (fillfactor = 70);

create table timeline.mt_events (
    seq_id bigint not null,
    id uuid not null,
    stream_id uuid null,
    version bigint not null,
    data jsonb not null,
    bdata bytea null,
    type varchar(500) not null,
    timestamp timestamptz not null default now(),
    tenant_id varchar null default '*DEFAULT*',
    mt_dotnet_type varchar null,
    correlation_id varchar null,
    causation_id varchar null,
    headers jsonb null,
    user_name varchar null,
    is_archived boolean null default false,
    constraint pkey_mt_events_seq_id primary key (seq_id),
    constraint fkey_mt_events_stream_id foreign key (stream_id)
        references timeline.mt_streams (id) on delete cascade,
    constraint events_position_counts_from_one check (seq_id >= 1),
    constraint events_version_counts_from_one check (version >= 1),
    constraint events_belong_to_a_stream check (stream_id is not null),
    constraint events_have_an_envelope check (headers is not null)
);

create unique index pk_mt_events_stream_and_version on timeline.mt_events (stream_id, version);
create unique index idx_mt_events_event_id on timeline.mt_events (id);

create sequence timeline.mt_events_sequence owned by timeline.mt_events.seq_id;

create table timeline.mt_event_progression (
    name varchar not null,
    last_seq_id bigint null,
    last_updated timestamptz null default now(),
    constraint pk_mt_event_progression primary key (name)
);
