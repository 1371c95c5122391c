-- Which workspace the current transaction serves; every policy compares with it.
create function latchkey_workspace() returns text language sql stable as
$$ select nullif(current_setting('latchkey.workspace', true), '') $$;

-- Puts a table behind row-level security and opens it to the application role.
create procedure wall(of_table regclass, rights text default 'select, insert, update, delete') language plpgsql as $$
begin
    execute format('alter table %s enable row level security', of_table);
    execute format('create policy workspace_wall on %s using (workspace_id = latchkey_workspace()) with check (workspace_id = latchkey_workspace())', of_table);
    execute format('grant %s on %s to ${application_role}', rights, of_table);
end $$;

create table workspaces (
    id         text primary key,
    name       text not null,
    created_at timestamptz not null
);
alter table workspaces enable row level security;
create policy workspace_wall on workspaces using (id = latchkey_workspace()) with check (id = latchkey_workspace());
grant select, insert, update on workspaces to ${application_role};

create table members (
    id            text primary key,
    workspace_id  text not null references workspaces,
    email         text not null,
    name          text not null,
    role          text not null check (role in ('owner', 'admin', 'member')),
    password_hash text,
    created_at    timestamptz not null,
    unique (workspace_id, email)
);
create unique index members_email on members (lower(email));
call wall('members');

create table sign_in_links (
    token_hash   text primary key,
    workspace_id text not null references workspaces,
    member_id    text not null references members on delete cascade,
    expires_at   timestamptz not null,
    used_at      timestamptz
);
call wall('sign_in_links');

create table api_keys (
    id           text primary key,
    workspace_id text not null references workspaces,
    name         text not null,
    start        text not null,
    key_hash     text not null unique,
    scopes       text[] not null,
    created_at   timestamptz not null,
    last_used_at timestamptz
);
call wall('api_keys');

create table idempotency_keys (
    workspace_id text not null references workspaces,
    key          text not null,
    route        text not null,
    request_hash text not null,
    answer       text,
    created_at   timestamptz not null,
    primary key (workspace_id, key, route)
);
call wall('idempotency_keys');

create table events (
    sequence     bigint generated always as identity primary key,
    id           text not null unique,
    workspace_id text not null references workspaces,
    type         text not null,
    mailbox_id   text,
    data         jsonb not null,
    created_at   timestamptz not null
);
create index events_of_workspace on events (workspace_id, sequence);
call wall('events', 'select, insert');

-- The look-ups that find out which workspace a secret belongs to, and nothing else, run with the owner's eyes.
create function member_by_email(address text) returns table (workspace_id text, member_id text)
language sql stable security definer set search_path = public as
$$ select workspace_id, id from members where lower(email) = lower(address) $$;

create function workspace_of_sign_in_link(hash text) returns text
language sql stable security definer set search_path = public as
$$ select workspace_id from sign_in_links where token_hash = hash $$;

create function workspace_of_api_key(hash text) returns text
language sql stable security definer set search_path = public as
$$ select workspace_id from api_keys where key_hash = hash $$;

create function all_workspaces() returns setof text
language sql stable security definer set search_path = public as
$$ select id from workspaces order by created_at $$;

-- db-scheduler's table.
create table scheduled_tasks (
    task_name            text not null,
    task_instance        text not null,
    task_data            bytea,
    execution_time       timestamptz not null,
    picked               boolean not null,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures int,
    last_heartbeat       timestamptz,
    version              bigint not null,
    priority             smallint,
    primary key (task_name, task_instance)
);
create index scheduled_tasks_due on scheduled_tasks (execution_time);
create index scheduled_tasks_heartbeat on scheduled_tasks (last_heartbeat);
grant select, insert, update, delete on scheduled_tasks to ${application_role};

-- Spring Session's tables.
create table spring_session (
    primary_id            char(36) not null primary key,
    session_id            char(36) not null unique,
    creation_time         bigint not null,
    last_access_time      bigint not null,
    max_inactive_interval int not null,
    expiry_time           bigint not null,
    principal_name        varchar(100)
);
create index spring_session_expiry on spring_session (expiry_time);
create index spring_session_principal on spring_session (principal_name);
create table spring_session_attributes (
    session_primary_id char(36) not null references spring_session on delete cascade,
    attribute_name     varchar(200) not null,
    attribute_bytes    bytea not null,
    primary key (session_primary_id, attribute_name)
);
grant select, insert, update, delete on spring_session, spring_session_attributes to ${application_role};
