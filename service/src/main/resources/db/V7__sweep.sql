-- Functions that run with the owner's eyes must not find a caller's temporary objects before ours: pg_temp, which is searched
-- first unless it is named, comes last. https://www.postgresql.org/docs/current/sql-createfunction.html#SQL-CREATEFUNCTION-SECURITY
do $$
declare
    exposed regprocedure;
begin
    for exposed in select oid::regprocedure from pg_proc where prosecdef and pronamespace = 'public'::regnamespace loop
        execute format('alter function %s set search_path = public, pg_temp', exposed);
    end loop;
end $$;

-- An address may be longer than Spring Session's own schema thinks.
alter table spring_session alter column principal_name type varchar(320);

-- What nobody needs any more, in all workspaces. A code and what it is redeemed with are wiped as soon as it is of no more use;
-- the attempt stays for a day, so that an answer that comes twice can be told from a strange one.
alter table connect_attempts alter column sealed_verifier drop not null;
create index connect_attempts_expired on connect_attempts (expires_at);

create function sweep_leftovers(at timestamptz) returns void
language sql security definer set search_path = public, pg_temp as
$$
    update connect_attempts set sealed_code = null, sealed_verifier = null
    where (sealed_code is not null or sealed_verifier is not null)
        and (claimed_at is not null or expires_at <= at or parked_at <= at - interval '10 minutes');
    delete from connect_attempts where expires_at <= at - interval '1 day';
    delete from idempotency_keys where created_at <= at - interval '7 days';
    delete from sign_in_links where used_at is not null or expires_at <= at;
    delete from approval_trips where begun_at <= at - interval '1 day';
$$;
