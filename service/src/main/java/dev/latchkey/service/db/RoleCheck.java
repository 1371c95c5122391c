package dev.latchkey.service.db;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Row-level security holds only for a role that can't bypass it, nor become one that can. */
final class RoleCheck {

    private RoleCheck() {}

    static void refuseTooMuchPower(JdbcClient sql) {
        var powerful = sql.sql("""
                        select exists (select 1 from pg_roles r
                                where (r.rolsuper or r.rolbypassrls) and pg_has_role(current_user, r.oid, 'MEMBER'))
                            or exists (select 1 from pg_tables t
                                where t.schemaname = 'public' and pg_has_role(current_user, t.tableowner, 'MEMBER'))
                        """).query(Boolean.class).single();
        if (powerful) {
            throw new IllegalStateException(
                    "LATCHKEY_DATABASE_URL logs in as a superuser, as the owner of the tables or as a member of such a "
                            + "role, who see every workspace. "
                            + "Give the service a role of its own (README, \"Your own PostgreSQL\").");
        }
    }
}
