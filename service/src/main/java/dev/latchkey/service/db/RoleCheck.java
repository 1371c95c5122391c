package dev.latchkey.service.db;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Row-level security holds only for a role that can't bypass it. */
final class RoleCheck {

    private RoleCheck() {}

    static void refuseTooMuchPower(JdbcClient sql) {
        var powerful = sql.sql("""
                        select r.rolsuper or r.rolbypassrls
                            or exists (select 1 from pg_tables t where t.schemaname = 'public' and t.tableowner = r.rolname)
                        from pg_roles r where r.rolname = current_user
                        """).query(Boolean.class).single();
        if (powerful) {
            throw new IllegalStateException(
                    "LATCHKEY_DATABASE_URL logs in as a superuser or as the owner of the tables, who see every workspace. "
                            + "Give the service a role of its own (README, \"Your own PostgreSQL\").");
        }
    }
}
