create table mailboxes (
    id             text primary key,
    workspace_id   text not null references workspaces,
    member         text not null,
    cloud          text not null,
    tenant_id      text not null,
    object_id      text not null,
    address        text not null,
    name           text not null,
    status         text not null check (status in ('connecting', 'active', 'needs_reconnect', 'paused', 'disconnected')),
    access         text not null check (access in ('send', 'read_basic', 'read', 'send_and_read')),
    granted_scopes text[] not null,
    finding        jsonb,
    created_at     timestamptz not null,
    connected_at   timestamptz not null,
    unique (workspace_id, cloud, tenant_id, object_id)
);
call wall('mailboxes');

-- One row a mailbox. Whoever refreshes holds the lease by database time and saves only over the generation it read.
create table mailbox_tokens (
    mailbox_id        text primary key references mailboxes on delete cascade,
    workspace_id      text not null references workspaces,
    sealed_refresh    bytea not null,
    sealed_access     bytea,
    access_expires_at timestamptz,
    generation        bigint not null,
    lease_until       timestamptz
);
call wall('mailbox_tokens');

create table connect_links (
    id               text primary key,
    workspace_id     text not null references workspaces,
    member           text not null,
    access           text not null,
    expected_address text,
    mailbox_id       text references mailboxes on delete cascade,
    return_url       text,
    language         text,
    status           text not null check (status in
        ('created', 'opened', 'at_microsoft', 'waiting_for_approval', 'connected', 'failed', 'expired')),
    finding          jsonb,
    created_at       timestamptz not null,
    expires_at       timestamptz not null
);
call wall('connect_links');

-- One trip of one browser to Microsoft and back. Claimed once.
create table connect_attempts (
    id               text primary key,
    workspace_id     text not null references workspaces,
    link_id          text not null references connect_links on delete cascade,
    member_id        text,
    authority        text not null,
    tenant           text not null,
    state_hash       text not null unique,
    browser_hash     text not null,
    nonce            text not null,
    sealed_verifier  bytea not null,
    created_at       timestamptz not null,
    expires_at       timestamptz not null,
    parked_at        timestamptz,
    arrival_hash     text unique,
    sealed_code      bytea,
    ticket_hash      text unique,
    refusal          jsonb,
    claimed_at       timestamptz,
    mailbox_id       text,
    finding          jsonb
);
create index connect_attempts_of_link on connect_attempts (link_id);
call wall('connect_attempts');

create table return_urls (
    workspace_id text not null references workspaces,
    url          text not null,
    primary key (workspace_id, url)
);
call wall('return_urls');

create function workspace_of_connect_link(link text) returns text
language sql stable security definer set search_path = public as
$$ select workspace_id from connect_links where id = link $$;

create function workspace_of_connect_arrival(hash text) returns text
language sql stable security definer set search_path = public as
$$ select workspace_id from connect_attempts where arrival_hash = hash $$;

create function workspace_of_connect_state(hash text) returns text
language sql stable security definer set search_path = public as
$$ select workspace_id from connect_attempts where state_hash = hash $$;
