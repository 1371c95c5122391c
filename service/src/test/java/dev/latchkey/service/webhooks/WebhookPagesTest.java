package dev.latchkey.service.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.RunningService;
import dev.latchkey.service.Visitor;
import dev.latchkey.service.db.Digest;
import dev.latchkey.service.db.Ids;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.events.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

@Timeout(120)
class WebhookPagesTest {

    private final RunningService service = RunningService.shared();
    private final Receiver receiver = new Receiver();
    private final Platform platform = new Platform(service);

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    void anEndpointIsAddedTestedReplayedAndDeleted() {
        var owner = signedIn("owner");
        owner.open(service.at("/settings/webhooks"))
                .press("Add endpoint", Map.of("url", receiver.url().toString(), "description", "CRM"));
        var secret = owner.page().select("code.copy").text();
        assertThat(secret).startsWith("whsec_");
        var page = platform.get("/v1/webhook-endpoints").body().at("/data/0/id").asString();

        owner.open(service.at("/settings/webhooks/" + page));
        assertThat(owner.text()).contains("CRM", "every event").doesNotContain("whsec_");
        owner.press("Send a test event");
        var test = receiver.next();
        assertThat(test.verifiedWith(secret)).isTrue();
        assertThat(test.json().get("type").asString()).isEqualTo("webhook.test");

        eventually(() ->
                owner.open(service.at("/settings/webhooks/" + page)).text().contains("delivered 200"));
        owner.press("Send again");
        assertThat(receiver.next().header("webhook-id")).isEqualTo(test.header("webhook-id"));

        owner.press("Disable");
        assertThat(owner.text()).contains("disabled");
        platform.happens(EventType.MESSAGE_REPLIED);
        owner.press("Enable").press("Yes, delete");
        assertThat(owner.address().getPath()).isEqualTo("/settings/webhooks");
        assertThat(owner.text()).contains("There is no endpoint yet.");
        assertThat(receiver.waiting()).isZero();
    }

    @Test
    void aNewSecretIsShownOnce() {
        var made = platform.listensAt(receiver.url());
        var owner = signedIn("owner")
                .open(service.at("/settings/webhooks/" + made.get("id").asString()));
        owner.press("New secret");

        var secret = owner.page().select("code.copy").text();
        assertThat(secret).startsWith("whsec_").isNotEqualTo(made.get("secret").asString());
        assertThat(owner.text()).contains("still signs");
        platform.happens(EventType.MESSAGE_REPLIED);
        assertThat(receiver.next().verifiedWith(secret)).isTrue();
    }

    @Test
    void whatIsWrongWithAnAddressIsSaidInTheReadersLanguage() {
        var owner = signedIn("owner").open(service.at("/settings/webhooks"));
        owner.press("Add endpoint", Map.of("url", "http://platform.example/"));
        assertThat(owner.page().select("[role=alert]").text())
                .isEqualTo("Use an https address. Plain http is for localhost only.");
        assertThat(owner.page().select("input[name=url]").val()).isEqualTo("http://platform.example/");
    }

    @Test
    void whoDoesNotManageTheWorkspaceAndWhoIsInAnotherSeesNothing() {
        var made = platform.listensAt(receiver.url()).get("id").asString();

        assertThat(signedIn("member").open(service.at("/settings/webhooks")).status())
                .isEqualTo(403);
        var stranger = new WebhookPagesTest();
        try {
            assertThat(stranger.signedIn("owner")
                            .open(service.at("/settings/webhooks/" + made))
                            .status())
                    .isEqualTo(404);
        } finally {
            stranger.stop();
        }
    }

    private Visitor signedIn(String role) {
        var link = Ids.secret();
        var member = Ids.random("mem");
        var sql = service.bean(JdbcClient.class);
        service.bean(Transactions.class).run(platform.workspace(), () -> {
            sql.sql("""
                            insert into members (id, workspace_id, email, name, role, created_at)
                            values (:id, :workspace, :email, 'Somebody', :role, now())
                            """)
                    .param("id", member)
                    .param("workspace", platform.workspace().value())
                    .param("email", member + "@enginy.example")
                    .param("role", role)
                    .update();
            sql.sql("""
                            insert into sign_in_links (token_hash, workspace_id, member_id, expires_at)
                            values (:hash, :workspace, :member, now() + interval '1 hour')
                            """)
                    .param("hash", Digest.of(link))
                    .param("workspace", platform.workspace().value())
                    .param("member", member)
                    .update();
        });
        return new Visitor()
                .open(service.at("/welcome/" + link))
                .press(
                        "Start",
                        Map.of("name", "Olive", "email", member + "@enginy.example", "password", "correct horse"));
    }

    private static void eventually(BooleanSupplier holds) {
        var end = Instant.now().plus(Duration.ofSeconds(10));
        while (!holds.getAsBoolean()) {
            assertThat(Instant.now()).as("within 10 seconds").isBefore(end);
        }
    }
}
