-- An address that is known to be the member's own: the workspace gave it, or its mailbox was connected.
alter table connect_links add column confirmed_address text;
-- Where a mail about the link may go. An address that was only typed may be a stranger's, and whoever has the address of a hosted
-- link can use it; a member of ours is written to where they sign in.
alter table connect_links add column reachable_at text
    generated always as (coalesce(confirmed_address, case when return_url is null then member end)) stored;

update connect_links l set confirmed_address = coalesce(
    (select address from mailboxes m where m.id = l.mailbox_id),
    case when return_url is not null and not address_typed then expected_address end);

-- Whether a tenant needs no approval is nothing that a member's success could tell.
alter table tenants drop constraint tenants_consent_check;
update tenants set consent = 'unknown' where consent = 'not_needed';
alter table tenants add constraint tenants_consent_check check (consent in ('unknown', 'needed', 'requested', 'reported',
    'granted', 'partial', 'revoked', 'blocked'));
