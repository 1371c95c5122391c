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
