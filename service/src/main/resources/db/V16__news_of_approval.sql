-- When an approval was last said, and when a token last proved one: whoever was stopped before it may go on.
alter table tenants add column reported_at timestamptz not null default '-infinity';
alter table tenants add column proved_at timestamptz not null default '-infinity';
update tenants set reported_at = changed_at where consent = 'reported';
update tenants set proved_at = changed_at where consent in ('granted', 'partial');

-- Somebody there waits for more than is granted.
update tenants t set consent = 'partial' where consent = 'granted' and exists (
    select 1 from approval_waiters w join connect_links l on l.id = w.link_id
    where w.tenant = t.id and w.shown <> 'cannot_access' and l.status <> 'connected' and not w.scopes <@ t.granted_scopes);

-- Only Microsoft's own refusal, or the member's word, says that sending alone is not let through either.
update connect_links set tried_sending_at = null;

-- Who is connected for sending waits with the address of that mailbox, whatever they sign in with.
update approval_waiters w set address = m.address
    from connect_links l join mailboxes m on m.id = l.mailbox_id where l.id = w.link_id;

-- Whose link has ended waits no longer.
create or replace function next_to_probe(at timestamptz, of_cloud text, of_tenant text)
returns table (workspace_id text, link_id text)
language sql security definer set search_path = public, pg_temp as
$$
    update consent_probes p set asked_at = at, due_at = greatest(p.due_at, at + interval '5 minutes')
    where p.cloud = of_cloud and p.tenant_id = of_tenant;
    update approval_waiters w set probed_at = at
    where w.link_id = (select c.link_id from approval_waiters c
        join connect_links l on l.id = c.link_id join mailboxes m on m.id = l.mailbox_id
        where m.cloud = of_cloud and m.tenant_id = of_tenant and m.status = 'active' and m.access = 'send'
            and l.status = 'waiting_for_approval' and l.expires_at > at
        order by c.probed_at nulls first, c.since limit 1 for update of c)
    returning w.workspace_id, w.link_id
$$;

create index connect_links_never_connected on connect_links (expires_at) where mailbox_id is null;

-- What Microsoft answered stays as long as the link is open: an administrator looks for it by its correlation id, and who gets
-- through after somebody was stopped is asked who they are. Who never connected is forgotten 30 days after the end of their link.
create or replace function sweep_leftovers(at timestamptz) returns void
language sql security definer set search_path = public, pg_temp as
$$
    update connect_attempts set sealed_code = null, sealed_verifier = null
    where (sealed_code is not null or sealed_verifier is not null)
        and (claimed_at is not null or expires_at <= at or parked_at <= at - interval '10 minutes');
    delete from connect_attempts a where a.expires_at <= at - interval '1 day' and not exists (
        select 1 from connect_links l where l.id = a.link_id and l.status <> 'connected' and l.expires_at > at);
    delete from connect_links where mailbox_id is null and expires_at <= at - interval '30 days';
    delete from idempotency_keys where created_at <= at - interval '7 days';
    delete from sign_in_links where used_at is not null or expires_at <= at;
    delete from approval_trips where begun_at <= at - interval '1 day';
    delete from notices where sent_at <= at - interval '90 days';
$$;
