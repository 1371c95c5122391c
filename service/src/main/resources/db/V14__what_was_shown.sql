-- A silent look at Microsoft, where Microsoft's own pages follow if it brings nothing.
alter table connect_attempts add column insists boolean not null default false;

-- What Microsoft showed this member: with a policy in the way, consent decides nothing.
alter table approval_waiters add column shown text not null default 'need_admin_approval';
