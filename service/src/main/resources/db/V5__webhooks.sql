create table webhook_endpoints (
    id                    text primary key,
    workspace_id          text not null references workspaces,
    url                   text not null,
    description           text not null,
    event_types           text[] not null,
    enabled               boolean not null,
    disabled_reason       text,
    secret                bytea not null,
    previous_secret       bytea,
    previous_secret_until timestamptz,
    created_at            timestamptz not null
);
create index webhook_endpoints_of_workspace on webhook_endpoints (workspace_id);
call wall('webhook_endpoints');

create table webhook_deliveries (
    id              text primary key,
    workspace_id    text not null references workspaces,
    endpoint_id     text not null references webhook_endpoints on delete cascade,
    event_id        text not null references events (id),
    status          text not null check (status in ('pending', 'delivered', 'failed')),
    attempts        int not null,
    last_status     int,
    last_error      text,
    last_attempt_at timestamptz,
    next_at         timestamptz,
    delivered_at    timestamptz,
    created_at      timestamptz not null
);
create index webhook_deliveries_of_endpoint on webhook_deliveries (endpoint_id, created_at);
create index webhook_deliveries_of_event on webhook_deliveries (event_id);
call wall('webhook_deliveries');

-- Readers of the event log follow its sequence, but transactions do not commit in that order: a reader that has seen 12
-- would never see an 11 that commits later. So a transaction that appends holds, until it ends, an advisory lock whose
-- key tells from which number on its events are, and a reader stops before the lowest of those keys.
create function enter_event_log() returns void language plpgsql as $$
declare before bigint;
begin
    if coalesce(current_setting('latchkey.event_log', true), '') = '' then
        select case when is_called then last_value else 0 end into before from events_sequence_seq;
        perform pg_advisory_xact_lock_shared((1::bigint << 62) + before);
        perform set_config('latchkey.event_log', 'entered', true);
    end if;
end $$;

-- No event up to this number is still to come. The sequence must be read before the locks.
create function event_horizon() returns bigint language plpgsql as $$
declare
    latest bigint;
    lowest bigint;
begin
    select last_value into latest from events_sequence_seq;
    select min(((classid::bigint << 32) | objid::bigint) - (1::bigint << 62)) into lowest from pg_locks
    where locktype = 'advisory' and objsubid = 1 and classid::bigint >= (1::bigint << 30)
        and database = (select oid from pg_database where datname = current_database());
    return least(latest, lowest);
end $$;

grant select on sequence events_sequence_seq to ${application_role};
