package dev.latchkey.service.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.DemoWorld;
import dev.latchkey.service.Visitor;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ConnectTest {

    private final DemoWorld world = DemoWorld.shared();

    @Test
    void aMemberWhoMayConsentConnectsTheirMailbox() {
        var id = world.connect("adele@adventure-works.example");

        var settings = world.owner().open(world.service().at("/settings/email"));
        assertThat(settings.text()).contains("adele@adventure-works.example", "connected");
        assertThat(id).startsWith("mbx_");
    }

    @Test
    void connectingTheSameAccountAgainKeepsItsId() {
        var first = world.connect("alex@adventure-works.example");
        var second = world.connect("alex@adventure-works.example");

        assertThat(second).isEqualTo(first);
    }

    @Test
    void whoDeclinesIsToldSoAndCanTryAgain() {
        var visitor = world.ownerElsewhere();
        var before = world.codesBrought();
        world.atMicrosoft(visitor, "admin@fabrikam.example").press("Cancel").sendForm();

        assertThat(visitor.status()).isEqualTo(400);
        assertThat(visitor.text()).contains("You did not accept the permissions", "Try again");
        assertThat(world.codesBrought()).isEqualTo(before);
    }

    @Test
    void anotherAccountThanExpectedIsNotConnected() {
        var before = mailboxes();
        var visitor = world.ownerElsewhere();
        visitor.open(world.service().at("/settings/email"))
                .press("Connect Microsoft 365", Map.of("expected_address", "adele@adventure-works.example"))
                .press("Use another account")
                .press("Next", Map.of("address", "admin@adventure-works.example"))
                .press("Sign in", Map.of("password", "any"));
        world.consentIfAsked(visitor).sendForm();

        assertThat(visitor.text())
                .contains("That is another mailbox than expected", "admin@adventure-works.example", "adele@adventure");
        assertThat(mailboxes()).isEqualTo(before);
    }

    @Test
    void aPageThatIsLoadedTwiceAtOnceShowsTheSameMailboxTwice() throws Exception {
        var visitor = world.ownerElsewhere();
        world.atMicrosoft(visitor, "alex@adventure-works.example");
        var arrival = world.consentIfAsked(visitor)
                .sendFormUntil(world.service().at("/").getAuthority());
        assertThat(arrival.getPath()).startsWith("/connect/arrivals/");

        var answers = new ArrayList<Future<HttpResponse<String>>>();
        try (var browser = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var load = 0; load < 4; load++) {
                answers.add(browser.submit(() -> visitor.fetch(arrival, Map.of())));
            }
        }
        for (var answer : answers) {
            assertThat(answer.get().headers().firstValue("Location").orElse("")).contains("/mailboxes/mbx_");
        }
    }

    @Test
    void whatIsNotFinishedCanBeDismissed() {
        var visitor = world.ownerElsewhere();
        world.atMicrosoft(visitor, "adele@contoso.example");
        visitor.open(world.service().at("/settings/email"));
        var row = visitor.page().select("li:contains(adele@contoso.example)");
        assertThat(row).hasSize(1);

        visitor.post(
                visitor.address().resolve(row.select("form").attr("action")),
                Map.of("_csrf", row.select("input[name=_csrf]").attr("value")));

        assertThat(visitor.text()).contains("Email integration").doesNotContain("adele@contoso.example");
    }

    @Test
    void approvalRequiredIsAskedForGrantedAndThenConnects() {
        var visitor = world.ownerElsewhere();
        world.atMicrosoft(visitor, "alex@contoso.example");
        assertThat(visitor.text()).contains("Approval required");
        visitor.press("Request approval", Map.of("reason", "Required for CRM integration"));
        assertThat(visitor.text()).contains("Request sent");

        var settings = visitor.open(world.service().at("/settings/email"));
        assertThat(settings.text()).contains("Not finished yet", "alex@contoso.example", "at Microsoft");
        settings.follow("What now?");
        assertThat(visitor.text()).contains("What did Microsoft show?");
        visitor.choose("APPROVAL_REQUIRED");
        assertThat(visitor.text()).contains("Your request is with your administrator", "Tell your IT department");

        approve();

        visitor.press("Try again").sendForm();
        assertThat(visitor.address().getPath()).startsWith("/mailboxes/");
    }

    private void approve() {
        var adminCenter = world.sandbox().address().resolve("/entra/contoso.example/requests");
        new Visitor()
                .open(adminCenter)
                .press("Next", Map.of("address", "admin@contoso.example"))
                .press("Sign in", Map.of("password", "any"))
                .open(adminCenter)
                .follow("Review permissions and consent")
                .press("Accept");
    }

    private String mailboxes() {
        return world.api().get("/v1/mailboxes").json().path("data").toString();
    }
}
