-- When news of an approval last came, said or proved: whoever was stopped before it may go on.
alter table tenants add column news_at timestamptz not null default '-infinity';
update tenants set news_at = changed_at where consent in ('reported', 'granted', 'partial');

-- Only Microsoft's own refusal, or the member's word, says that sending alone is not let through either.
update connect_links set tried_sending_at = null where tried_sending_at > '-infinity';

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

-- What Microsoft answered stays as long as somebody waits: an administrator looks for it by its correlation id. Who never
-- connected is forgotten 30 days after the end of their link.
create or replace function sweep_leftovers(at timestamptz) returns void
language sql security definer set search_path = public, pg_temp as
$$
    update connect_attempts set sealed_code = null, sealed_verifier = null
    where (sealed_code is not null or sealed_verifier is not null)
        and (claimed_at is not null or expires_at <= at or parked_at <= at - interval '10 minutes');
    delete from connect_attempts a where a.expires_at <= at - interval '1 day'
        and (coalesce(a.refusal, a.finding) is null
            or not exists (select 1 from approval_waiters w where w.link_id = a.link_id));
    delete from connect_links where mailbox_id is null and expires_at <= at - interval '30 days';
    delete from idempotency_keys where created_at <= at - interval '7 days';
    delete from sign_in_links where used_at is not null or expires_at <= at;
    delete from approval_trips where begun_at <= at - interval '1 day';
    delete from notices where sent_at <= at - interval '90 days';
$$;
