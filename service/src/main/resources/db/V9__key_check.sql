-- A value sealed with the vault's keys. A start with other keys finds that it cannot open it, and stops.
create table key_check (
    only_row boolean primary key default true check (only_row),
    sealed   bytea not null
);
grant select, insert on key_check to ${application_role};
