-- A customer's tenant at Microsoft, as far as a workspace has met it, and whether its administrators let us in.
create table tenants (
    id             text primary key,
    workspace_id   text not null references workspaces,
    cloud          text not null,
    -- Entra's id; until discovery has found it, null
    tenant_id      text,
    domain         text not null,
    consent        text not null check (consent in ('unknown', 'not_needed', 'needed', 'requested', 'reported', 'granted',
        'partial', 'revoked', 'blocked')),
    granted_scopes text[] not null default '{}',
    created_at     timestamptz not null,
    changed_at     timestamptz not null,
    unique (workspace_id, cloud, domain)
);
create unique index tenants_by_id on tenants (workspace_id, cloud, tenant_id);
call wall('tenants');

-- Members who cannot go on before an administrator has approved, by the link on which they stopped.
create table approval_waiters (
    link_id      text primary key references connect_links on delete cascade,
    workspace_id text not null references workspaces,
    tenant       text not null references tenants on delete cascade,
    member       text not null,
    address      text not null,
    scopes       text[] not null,
    since        timestamptz not null
);
create index approval_waiters_of_tenant on approval_waiters (tenant);
call wall('approval_waiters');

-- The page for a tenant's administrators. Its id is all that one needs to open it.
create table approval_links (
    id           text primary key,
    workspace_id text not null references workspaces,
    tenant       text not null references tenants on delete cascade,
    created_at   timestamptz not null,
    expires_at   timestamptz not null,
    revoked_at   timestamptz
);
create index approval_links_of_tenant on approval_links (tenant);
call wall('approval_links');

-- An administrator's way to Microsoft and back.
create table approval_trips (
    state_hash   text primary key,
    workspace_id text not null references workspaces,
    link_id      text not null references approval_links on delete cascade,
    begun_at     timestamptz not null
);
call wall('approval_trips');

-- When a tenant is next asked whether consent has arrived: by a refresh of one of its send-only mailboxes.
create table consent_probes (
    tenant       text primary key references tenants on delete cascade,
    workspace_id text not null references workspaces,
    due_at       timestamptz not null,
    failures     int not null default 0
);
call wall('consent_probes');

create function workspace_of_approval_link(link text) returns text
language sql stable security definer set search_path = public as
$$ select workspace_id from approval_links where id = link $$;

create function workspace_of_approval_state(hash text) returns text
language sql stable security definer set search_path = public as
$$ select workspace_id from approval_trips where state_hash = hash $$;

-- Takes what is due; whoever takes it has five minutes, then it is due again.
create function take_due_probes(most int) returns table (workspace_id text, tenant text)
language sql security definer set search_path = public as
$$
    update consent_probes p set due_at = clock_timestamp() + interval '5 minutes'
    where p.tenant in (select tenant from consent_probes where due_at <= clock_timestamp()
        order by due_at limit most for update skip locked)
    returning p.workspace_id, p.tenant
$$;

alter table connect_links add column send_only boolean not null default true;
alter table connect_attempts add column access text not null default 'send_and_read';

create function scopes_in_use(of_cloud text, of_tenant text) returns setof text
language sql stable security definer set search_path = public as
$$ select distinct unnest(granted_scopes) from mailboxes
    where cloud = of_cloud and tenant_id = of_tenant and status <> 'disconnected' $$;
