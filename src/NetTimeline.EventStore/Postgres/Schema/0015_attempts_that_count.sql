-- Works with programs from schema 13 on.
--
-- An attempt that was not answered counts only if the target has answered to something else. So rounds in which it
-- did are counted, and a stream that is held keeps that number as it was when it was tried.
do $$
begin
    reset role;
    execute format('set local role %I', current_database() || '_projector');
end
$$;

alter table deliveries.subscriptions
    add column answers bigint not null default 0
    constraint subscriptions_answers_count_from_zero check (answers >= 0);

alter table deliveries.held
    add column answers bigint not null default 0
    constraint held_answers_count_from_zero check (answers >= 0);

do $$
begin
    execute format('set local role %I', current_database() || '_owner');
end
$$;
