-- When an Entra tenant is next asked whether consent has arrived: by a refresh of a mailbox connected for sending, whichever
-- workspace it is of. Microsoft counts by tenant, and so do its sign-in logs.
drop function take_due_probes;
drop table consent_probes;
create table consent_probes (
    cloud     text not null,
    tenant_id text not null,
    due_at    timestamptz not null,
    asked_at  timestamptz,
    failures  int not null default 0,
    primary key (cloud, tenant_id)
);
grant select, insert, update, delete on consent_probes to ${application_role};

-- Those who can be asked about take turns, so that one whom Microsoft refuses for good hides nobody.
alter table approval_waiters add column probed_at timestamptz;
create index mailboxes_by_tenant on mailboxes (cloud, tenant_id);

-- Takes what is due; whoever takes it has five minutes, then it is due again.
create function take_due_probes(at timestamptz, most int) returns table (cloud text, tenant_id text)
language sql security definer set search_path = public, pg_temp as
$$
    update consent_probes p set due_at = at + interval '5 minutes'
    where (p.cloud, p.tenant_id) in (select d.cloud, d.tenant_id from consent_probes d where d.due_at <= at
        order by d.due_at limit most for update skip locked)
    returning p.cloud, p.tenant_id
$$;

-- Whose turn it is in that tenant; empty where nobody waits who is connected for sending.
create function next_to_probe(at timestamptz, of_cloud text, of_tenant text) returns table (workspace_id text, link_id text)
language sql security definer set search_path = public, pg_temp as
$$
    update consent_probes p set asked_at = at, due_at = greatest(p.due_at, at + interval '5 minutes')
    where p.cloud = of_cloud and p.tenant_id = of_tenant;
    update approval_waiters w set probed_at = at
    where w.link_id = (select c.link_id from approval_waiters c
        join connect_links l on l.id = c.link_id join mailboxes m on m.id = l.mailbox_id
        where m.cloud = of_cloud and m.tenant_id = of_tenant and m.status = 'active' and m.access = 'send'
        order by c.probed_at nulls first, c.since limit 1 for update of c)
    returning w.workspace_id, w.link_id
$$;

insert into consent_probes (cloud, tenant_id, due_at)
    select distinct m.cloud, m.tenant_id, now() from approval_waiters w
    join connect_links l on l.id = w.link_id join mailboxes m on m.id = l.mailbox_id
    where m.status = 'active' and m.access = 'send';

-- How many mails leave in a minute is counted by when they set off.
drop index notices_sent;
create index notices_left on notices (workspace_id, leaving_at);
