-- Works with programs from schema 13 on.
--
-- What is delivered to others: who gets it, how far they are, and what they would not take. The projector role owns
-- it all, and nobody else may read it: the keys that sign are in it.
do $$
declare
    projector constant name := current_database() || '_projector';
begin
    reset role;
    execute format('create schema deliveries authorization %I', projector);
    execute format('set local role %I', projector);
end
$$;

-- Everything up to "position" was delivered, or is owed.
create table deliveries.subscriptions (
    subscription_id uuid not null,
    target text not null,
    kinds text[] not null,
    secret bytea not null,
    description text null,
    state text not null default 'active',
    position bigint not null,
    created timestamptz not null default clock_timestamp(),
    failing_since timestamptz null,
    last_status integer null,
    last_failure text null,
    constraint subscriptions_have_an_id primary key (subscription_id),
    constraint subscriptions_are_in_a_state check (state in ('active', 'paused', 'gone')),
    constraint subscriptions_position_counts_from_zero check (position >= 0),
    constraint subscriptions_sign_with_a_long_key check (length(secret) between 24 and 64)
)
-- Updated with each round: with room on the page no index has to be touched.
with (fillfactor = 50);

-- Streams whose next event would not be taken. It is tried again when it is due, or never by itself once it is dead;
-- whatever follows in the stream waits behind it.
create table deliveries.held (
    subscription_id uuid not null,
    stream_id uuid not null,
    attempts integer not null,
    due timestamptz not null,
    dead boolean not null,
    status integer null,
    failure text null,
    constraint held_once primary key (subscription_id, stream_id),
    constraint held_for_a_subscription foreign key (subscription_id)
        references deliveries.subscriptions (subscription_id) on delete cascade,
    constraint held_attempts_count_from_zero check (attempts >= 0)
);

create index held_by_due on deliveries.held (subscription_id, due) where not dead;

-- The events of streams that are held, from the first that was not taken on.
create table deliveries.owed (
    subscription_id uuid not null,
    stream_id uuid not null,
    position bigint not null,
    constraint owed_once primary key (subscription_id, stream_id, position),
    constraint owed_to_a_stream_that_is_held foreign key (subscription_id, stream_id)
        references deliveries.held (subscription_id, stream_id) on delete cascade
);

do $$
begin
    execute format('set local role %I', current_database() || '_owner');
end
$$;
