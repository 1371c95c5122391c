package dev.latchkey.service.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.ApiClient;
import dev.latchkey.service.DemoWorld;
import dev.latchkey.service.Visitor;
import dev.latchkey.service.WatchedMailbox;
import dev.latchkey.service.db.Transactions;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** contoso.example, where Adele is connected for sending and nobody approves the rest. */
class FailedProbeTest {

    private static final String ADELE = "adele@contoso.example";

    private final DemoWorld world = DemoWorld.shared();
    private final ApiClient api = world.api();
    private final Transactions transactions = world.service().bean(Transactions.class);
    private final JdbcClient sql = world.service().bean(JdbcClient.class);

    /** Another test may have left somebody whose turn it is, and asked less than five minutes ago. */
    @BeforeEach
    void nobodyWaitsOrWasAsked() {
        run("delete from approval_waiters");
        run("delete from consent_probes");
        world.microsoft().revokeGrants("contoso.example");
    }

    @AfterEach
    void asItWas() {
        world.forgetMailboxes(ADELE);
        run("delete from tenants where domain = 'contoso.example'");
        run("delete from consent_probes");
        world.microsoft().revokeGrants("contoso.example");
    }

    @Test
    void itChangesNoMailboxTellsNobodyAndIsTriedEverMoreSeldom() {
        connectedForSending();
        WatchedMailbox.eventually(() -> failures() == 1);
        var before = everything();

        for (var minutes : List.of(5, 10, 20, 40, 80, 160, 320, 360, 360)) {
            assertThat(pause()).as("after failure %d", failures()).isEqualTo(minutes);
            var failures = failures();
            run("update consent_probes set due_at = now()");
            world.service().bean(ConsentProbes.class).run();
            WatchedMailbox.eventually(() -> failures() == failures + 1);
        }

        assertThat(everything()).isEqualTo(before);
        run("update consent_probes set failures = 5000, due_at = now()");
        world.service().bean(ConsentProbes.class).run();
        WatchedMailbox.eventually(() -> failures() == 5001);
        assertThat(pause()).isEqualTo(360);
    }

    private void connectedForSending() {
        var link = api.post("/v1/connect-links", """
                {"member": "olive@enginy.example", "expected_address": "%s"}""".formatted(ADELE)).json();
        var url = URI.create(link.path("url").asString());
        var member = world.ownerElsewhere().open(url);
        member.pressAndStop("Connect Microsoft 365", Map.of());
        Visitor waiting = member.open(url).choose("APPROVAL_REQUIRED");
        waiting.press("Connect for sending now").press("Sign in", Map.of("password", "any"));
        world.consentIfAsked(member).sendForm();
        assertThat(member.address().getPath()).startsWith("/mailboxes/");
    }

    private List<String> everything() {
        return List.of(
                api.get("/v1/mailboxes").json().toString(),
                Integer.toString(number("select count(*) from events")),
                Integer.toString(number("select count(*) from notices")));
    }

    private int failures() {
        return number("select coalesce(max(failures), 0) from consent_probes");
    }

    private int pause() {
        return number("select (extract(epoch from due_at - asked_at) / 60)::int from consent_probes");
    }

    private int number(String query) {
        return transactions.in(
                world.workspace(), () -> sql.sql(query).query(Integer.class).single());
    }

    private void run(String statement) {
        transactions.run(world.workspace(), () -> sql.sql(statement).update());
    }
}
