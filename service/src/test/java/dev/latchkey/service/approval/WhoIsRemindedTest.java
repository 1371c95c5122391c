package dev.latchkey.service.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.ApiClient;
import dev.latchkey.service.DemoWorld;
import dev.latchkey.service.Visitor;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.notices.Letter;
import dev.latchkey.service.notices.Notice;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Mails about a link go where they surely reach its member, and nowhere else. */
class WhoIsRemindedTest {

    private static final String RETURN_URL = "http://localhost:9/reminded";
    private static final String HOSTED = "{\"member\": \"of-the-platform\", \"return_url\": \"" + RETURN_URL + "\"";

    private final DemoWorld world = DemoWorld.shared();
    private final ApiClient api = world.api();
    private final Transactions transactions = world.service().bean(Transactions.class);
    private final JdbcClient sql = world.service().bean(JdbcClient.class);
    private final Visitor member = world.ownerElsewhere();

    @BeforeEach
    void theOwnerAllowsTheReturnAddress() {
        run("delete from notices");
        world.owner().open(world.service().at("/settings/email")).press("Add", Map.of("url", RETURN_URL));
    }

    @AfterEach
    void asItWas() {
        run("delete from notices");
        run("delete from tenants where domain in ('tailspin.example', 'fabrikam.example')");
    }

    @Test
    void aHostedLinkIsNotMailedToAnAddressThatWasOnlyTyped() {
        var link = stopped(HOSTED + "}", Map.of("address", "adele@fabrikam.example"));
        reported("fabrikam.example");

        assertThat(recipients(link)).isEmpty();
    }

    @Test
    void aHostedLinkIsMailedToTheAddressThatThePlatformGave() {
        var link = stopped(HOSTED + ", \"expected_address\": \"adele@fabrikam.example\"}", Map.of());
        reported("fabrikam.example");

        assertThat(recipients(link)).hasSize(7).containsOnly("adele@fabrikam.example");
    }

    @Test
    void aMemberOfOursWhoCorrectsTheAddressIsToldOfTheCorrectedOneOnly() {
        var link = stopped("{\"member\": \"olive@enginy.example\"}", Map.of("address", "alex@fabrikam.example"));
        assertThat(recipients(link)).hasSize(6).containsOnly("olive@enginy.example");

        member.press("Correct the address");
        assertThat(reminder(link, "olive@enginy.example")).isEmpty();

        member.choose("NEED_ADMIN_APPROVAL", Map.of("address", "adele@tailspin.example"));
        assertThat(reminder(link, "olive@enginy.example").orElseThrow().text())
                .contains("adele@tailspin.example")
                .doesNotContain("alex@fabrikam.example");
        assertThat(reminder(link, "alex@fabrikam.example")).isEmpty();
    }

    private String stopped(String wish, Map<String, String> typed) {
        JsonNode link = api.post("/v1/connect-links", wish).json();
        var url = URI.create(link.path("url").asString());
        member.open(url).pressAndStop("Connect Microsoft 365", Map.of());
        member.open(url).choose("NEED_ADMIN_APPROVAL", typed);
        return link.path("id").asString();
    }

    private void reported(String domain) {
        var tenants = world.service().bean(Tenants.class);
        var reported = world.service().bean(ReportedConsent.class);
        transactions.run(world.workspace(), () -> reported.of(tenants.ofDomain(world.workspace(), domain)));
    }

    private Optional<Letter> reminder(String link, String recipient) {
        var reminders = world.service().bean(StillWaiting.class);
        return transactions.in(
                world.workspace(), () -> reminders.letter(List.of(new Notice("ntc_1", recipient, link, null))));
    }

    private List<String> recipients(String link) {
        return transactions.in(
                world.workspace(),
                () -> sql.sql("select recipient from notices where link_id = :link")
                        .param("link", link)
                        .query(String.class)
                        .list());
    }

    private void run(String statement) {
        transactions.run(world.workspace(), () -> sql.sql(statement).update());
    }
}
