-- When a member who waits last tried to connect for sending alone; -infinity where Microsoft refused that too.
alter table connect_links add column tried_sending_at timestamptz;

-- Whether a tenant's administrators see the whole addresses of those who wait.
alter table workspaces add column shows_waiting boolean not null default false;
