-- Mails of the service's own to people: what is to be said, to whom, and that it has been said.
create table notices (
    id           text primary key,
    workspace_id text not null references workspaces,
    occasion     text not null,
    recipient    text not null,
    -- what it is about; with it goes the notice
    link_id      text references connect_links on delete cascade,
    mailbox_id   text references mailboxes on delete cascade,
    -- the same thing is said once
    once         text not null,
    due_at       timestamptz not null,
    leaving_at   timestamptz,
    sent_at      timestamptz,
    unique (workspace_id, occasion, recipient, once)
);
create index notices_untold on notices (workspace_id, occasion) where sent_at is null;
create index notices_sent on notices (workspace_id, sent_at);
create index notices_of_link on notices (link_id);
create index notices_of_mailbox on notices (mailbox_id);
call wall('notices');

create or replace function sweep_leftovers(at timestamptz) returns void
language sql security definer set search_path = public, pg_temp as
$$
    update connect_attempts set sealed_code = null, sealed_verifier = null
    where (sealed_code is not null or sealed_verifier is not null)
        and (claimed_at is not null or expires_at <= at or parked_at <= at - interval '10 minutes');
    delete from connect_attempts where expires_at <= at - interval '1 day';
    delete from idempotency_keys where created_at <= at - interval '7 days';
    delete from sign_in_links where used_at is not null or expires_at <= at;
    delete from approval_trips where begun_at <= at - interval '1 day';
    delete from notices where sent_at <= at - interval '90 days';
$$;

-- A look whether consent has come, without a page of Microsoft's.
alter table connect_attempts add column silent boolean not null default false;
