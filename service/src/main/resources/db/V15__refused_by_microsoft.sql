-- When Microsoft itself refused this member for want of consent, by an answer of its own and not by what the member says it showed.
alter table approval_waiters add column refused_at timestamptz;

-- When they were last stopped: what came after it is news to them.
alter table approval_waiters add column stopped_at timestamptz not null default now();
