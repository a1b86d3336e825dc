-- Fills the log in bulk, as the owner of its tables and with their triggers in place: what a million appends would have
-- left behind. The events of the courses are in the temporary table course_events; each patient gets a course, later
-- ones the same again, under an id and a key of his own. Patients are begun at random moments and go on beside each
-- other, so that the events of one are far apart in the log.
--
-- Event and stream ids count up with time as UUIDs of version 7 do. All happened a while ago, a millisecond apart.

create or replace function pg_temp.uuid_v7(ms bigint) returns uuid
    language sql
    as $$
    select (substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-7' || substr(gen_random_uuid()::text, 16))::uuid
    from (select lpad(to_hex(ms), 12, '0') as h) as hex
$$;

create temporary table filling on commit drop as
select
    n as patient,
    'synthetic-bench-' || n as key,
    mod(n, (select max(course) + 1 from course_events)) as course,
    random() * $patients as begun,
    pg_temp.uuid_v7($begin_ms + n) as stream
from generate_series($first, $first + $patients - 1) as n;

insert into timeline.mt_streams (id, version, timestamp, created)
select f.stream, c.version, to_timestamp($begin_ms / 1000.0), to_timestamp($begin_ms / 1000.0)
from filling f
join (select course, max(version) as version from course_events group by course) c on c.course = f.course
order by f.patient;

insert into timeline.stream_keys (key, stream_id) select key, stream from filling;

-- Begun anywhere in the first half, each goes on for as long as that half.
insert into timeline.mt_events (
    seq_id, id, stream_id, version, data, type, timestamp, correlation_id, headers, user_name)
select
    $head + place, pg_temp.uuid_v7($begin_ms + $head + place), stream, version, data, type,
    to_timestamp(($begin_ms + $head + place) / 1000.0), request,
    headers || jsonb_build_object('recordedAtUs', ($begin_ms + $head + place) * 1000, 'request', request),
    headers ->> 'actor'
from (
    select
        row_number() over (order by f.begun + c.version * $patients::double precision / 20, f.patient, c.version) as place,
        f.stream, c.version, c.type, c.headers, gen_random_uuid()::text as request,
        case when c.version = 1 then jsonb_set(c.data, '{registryKey}', to_jsonb(f.key)) else c.data end as data
    from filling f join course_events c on c.course = f.course) as events
order by place;

insert into timeline.appends (
    append_id, stream_id, first_version, last_version, first_position, last_position, recorded_us, command_scope,
    command_key, body_sha256)
select
    pg_temp.uuid_v7($begin_ms + seq_id), stream_id, version, version, seq_id, seq_id, ($begin_ms + seq_id) * 1000,
    'dr-m POST /entries', id::text, sha256('body')
from timeline.mt_events where seq_id > $head order by seq_id;

insert into timeline.heads (position, recorded_us)
select seq_id, ($begin_ms + seq_id) * 1000
from timeline.mt_events
where seq_id > $head and (mod(seq_id, 64) = 0 or seq_id = (select max(seq_id) from timeline.mt_events));

insert into timeline.mt_event_progression (name, last_seq_id)
select 'mt_streams', max(seq_id) from timeline.mt_events
on conflict (name) do update set last_seq_id = excluded.last_seq_id;

select setval('timeline.mt_events_sequence', max(seq_id)) from timeline.mt_events;
