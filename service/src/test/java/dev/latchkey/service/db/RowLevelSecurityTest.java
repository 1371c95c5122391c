package dev.latchkey.service.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.service.RunningService;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

class RowLevelSecurityTest {

    private final Transactions transactions = RunningService.shared().bean(Transactions.class);
    private final JdbcClient sql = RunningService.shared().bean(JdbcClient.class);

    @Test
    void everyTableThatNamesAWorkspaceIsBehindTheWall() {
        var open = sql.sql("""
                        select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
                        where c.relkind = 'r' and a.attname = 'workspace_id' and not c.relrowsecurity
                        """).query(String.class).list();
        assertThat(open).isEmpty();
    }

    @Test
    void theApplicationRoleIsNeitherOwnerNorSuperuser() {
        assertThat(sql.sql("""
                        select count(*) from pg_roles r where r.rolname = current_user
                            and not r.rolsuper and not r.rolbypassrls and not r.rolcreaterole
                            and not exists (select 1 from pg_class c where c.relowner = r.oid)
                        """).query(Integer.class).single()).isEqualTo(1);
    }

    @Test
    void whatRunsWithTheOwnersEyesLooksAtTemporaryObjectsLast() {
        var exposed = sql.sql("""
                        select proname from pg_proc where prosecdef and pronamespace = 'public'::regnamespace
                            and not coalesce('search_path=public, pg_temp' = any(proconfig), false)
                        """).query(String.class).list();
        assertThat(exposed).isEmpty();
    }

    @Test
    void anotherWorkspacesRowsCanBeNeitherReadNorWritten() {
        var mine = new WorkspaceId(Ids.random("ws"));
        var theirs = new WorkspaceId(Ids.random("ws"));
        transactions.run(mine, () -> insert(mine));
        transactions.run(theirs, () -> insert(theirs));

        assertThat(transactions.in(
                        mine,
                        () -> sql.sql("select id from workspaces")
                                .query(String.class)
                                .list()))
                .containsExactly(mine.value());
        assertThat(transactions.in(
                        mine,
                        () -> sql.sql("update workspaces set name = 'x' where id = :id")
                                .param("id", theirs.value())
                                .update()))
                .isZero();
        var outsider = new WorkspaceId(Ids.random("ws"));
        assertThatThrownBy(() -> transactions.run(mine, () -> insert(outsider)))
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("row-level security");
    }

    @Test
    void withoutAWorkspaceNothingIsSeen() {
        var mine = new WorkspaceId(Ids.random("ws"));
        transactions.run(mine, () -> insert(mine));
        assertThat(transactions.<Integer>installation(() -> sql.sql("select count(*) from workspaces")
                        .query(Integer.class)
                        .single()))
                .isZero();
    }

    @Test
    void aTransactionServesOneWorkspaceOnly() {
        var mine = new WorkspaceId(Ids.random("ws"));
        var theirs = new WorkspaceId(Ids.random("ws"));
        assertThatThrownBy(() -> transactions.run(mine, () -> transactions.run(theirs, () -> {})))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void eventsAreOnlyEverAdded() {
        var mine = new WorkspaceId(Ids.random("ws"));
        assertThatThrownBy(() -> transactions.run(
                        mine, () -> sql.sql("delete from events").update()))
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("permission denied");
    }

    private void insert(WorkspaceId workspace) {
        sql.sql("insert into workspaces (id, name, created_at) values (:id, 'A workspace', now())")
                .param("id", workspace.value())
                .update();
    }
}
