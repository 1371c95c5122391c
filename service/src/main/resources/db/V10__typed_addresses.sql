-- An address that the member typed, and may correct; any other came with the link.
alter table connect_links add column address_typed boolean not null default false;
