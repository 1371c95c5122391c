package dev.latchkey.service.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.RunningService;
import dev.latchkey.service.db.Ids;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.db.WorkspaceId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class SweepLeftoversTest {

    private final RunningService service = RunningService.shared();
    private final JdbcClient sql = service.bean(JdbcClient.class);
    private final Transactions transactions = service.bean(Transactions.class);
    private final WorkspaceId workspace = new WorkspaceId(Ids.random("ws"));

    @BeforeEach
    void aWorkspaceWithALink() {
        run("insert into workspaces (id, name, created_at) values ('%s', 'Swept', now())");
        run("""
                insert into connect_links (id, workspace_id, member, access, status, created_at, expires_at)
                values ('link-of-%1$s', '%1$s', 'm', 'send', 'created', now(), now() + interval '1 day')
                """);
    }

    @Test
    void codesAreWipedWhenTheyAreUsedOrOldAndKeptWhileTheyAreGood() {
        attempt("good", "1 hour", "5 minutes", "null");
        attempt("used", "1 hour", "1 minute", "now()");
        attempt("old", "1 hour", "11 minutes", "null");
        attempt("expired", "-1 minute", "5 minutes", "null");
        attempt("forgotten", "-2 days", "3 days", "null");

        service.bean(SweepLeftovers.class).run();

        assertThat(count("connect_attempts where sealed_code is not null and sealed_verifier is not null"))
                .isEqualTo(1);
        assertThat(count("connect_attempts where sealed_code is null and sealed_verifier is null"))
                .isEqualTo(4);
        assertThat(count("connect_attempts where state_hash = 'good-%s' and sealed_code is not null"))
                .isEqualTo(1);
    }

    @Test
    void whatHappenedOnALinkIsKeptAsLongAsItIsOpenAndAllOfItAMonthLonger() {
        attempt("forgotten", "-2 days", "3 days", "null");
        service.bean(SweepLeftovers.class).run();
        assertThat(count("connect_attempts")).isEqualTo(1);

        run("update connect_links set expires_at = now() - interval '29 days' where id = 'link-of-%1$s'");
        service.bean(SweepLeftovers.class).run();
        assertThat(count("connect_attempts")).isZero();
        assertThat(count("connect_links")).isEqualTo(1);

        run("update connect_links set expires_at = now() - interval '31 days' where id = 'link-of-%1$s'");
        service.bean(SweepLeftovers.class).run();
        assertThat(count("connect_links")).isZero();
    }

    @Test
    void keysOfOldRequestsAndUsedSignInLinksGo() {
        key("new", "6 days");
        key("old", "8 days");
        run("""
                insert into members (id, workspace_id, email, name, role, created_at)
                values ('member-of-%1$s', '%1$s', 'm@%1$s.example', 'M', 'member', now())
                """);
        signInLink("open", "1 hour", "null");
        signInLink("used", "1 hour", "now()");
        signInLink("expired", "-1 minute", "null");

        service.bean(SweepLeftovers.class).run();

        assertThat(count("idempotency_keys")).isEqualTo(1);
        assertThat(count("sign_in_links")).isEqualTo(1);
    }

    private void attempt(String name, String life, String parkedFor, String claimedAt) {
        run("""
                insert into connect_attempts (id, workspace_id, link_id, authority, tenant, state_hash, browser_hash, nonce,
                    sealed_verifier, sealed_code, created_at, expires_at, parked_at, claimed_at)
                values ('%2$s-%1$s', '%1$s', 'link-of-%1$s', 'login', 't', '%2$s-%1$s', 'b', 'n', 'v', 'c', now(),
                    now() + interval '%3$s', now() - interval '%4$s', %5$s)
                """, name, life, parkedFor, claimedAt);
    }

    private void key(String key, String age) {
        run("""
                insert into idempotency_keys (workspace_id, key, route, request_hash, created_at)
                values ('%1$s', '%2$s', 'r', 'h', now() - interval '%3$s')
                """, key, age);
    }

    private void signInLink(String name, String life, String usedAt) {
        run("""
                insert into sign_in_links (token_hash, workspace_id, member_id, expires_at, used_at)
                values ('%2$s-%1$s', '%1$s', 'member-of-%1$s', now() + interval '%3$s', %4$s)
                """, name, life, usedAt);
    }

    private void run(String statement, Object... parts) {
        transactions.run(workspace, () -> sql.sql(filled(statement, parts)).update());
    }

    private int count(String what) {
        return transactions.<Integer>in(
                workspace,
                () -> sql.sql("select count(*) from " + filled(what))
                        .query(Integer.class)
                        .single());
    }

    private String filled(String text, Object... parts) {
        var all = new Object[parts.length + 1];
        all[0] = workspace.value();
        System.arraycopy(parts, 0, all, 1, parts.length);
        return text.formatted(all);
    }
}
