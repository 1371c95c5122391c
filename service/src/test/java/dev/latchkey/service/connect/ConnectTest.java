package dev.latchkey.service.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.DemoWorld;
import dev.latchkey.service.Visitor;
import java.net.URI;
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
        var before = ledgerCount("token.issued", "fabrikam");
        var visitor = world.ownerElsewhere();
        world.atMicrosoft(visitor, "admin@fabrikam.example").press("Cancel").sendForm();

        assertThat(visitor.status()).isEqualTo(400);
        assertThat(visitor.text()).contains("You did not accept the permissions", "Try again");
        assertThat(ledgerCount("token.issued", "fabrikam")).isEqualTo(before);
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
    void anAnswerIsTakenOnce() {
        var visitor = world.ownerElsewhere();
        world.atMicrosoft(visitor, "alex@adventure-works.example");
        world.consentIfAsked(visitor);
        var answer = visitor.formFields();
        visitor.sendForm();
        assertThat(visitor.address().getPath()).startsWith("/mailboxes/");

        var replay = post(visitor, answer);
        assertThat(replay.text()).contains("This answer from Microsoft was used already");
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
    void aMadeUpStateIsRefused() {
        var answer = post(new Visitor(), Map.of("state", "made-up", "code", "made-up"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("We do not know this answer");
    }

    /** Cross-user session fixation: the attacker begins, the victim signs in at Microsoft. */
    @Test
    void aVictimWhoFinishesAnAttackersAttemptConnectsNothing() {
        var attacker = world.ownerElsewhere();
        var toMicrosoft =
                attacker.open(world.service().at("/settings/email")).pressAndStop("Connect Microsoft 365", Map.of());
        var tokensBefore = ledgerCount("token.issued", "");

        var victim = new Visitor();
        victim.open(toMicrosoft)
                .press("Next", Map.of("address", "alex@adventure-works.example"))
                .press("Sign in", Map.of("password", "any"));
        world.consentIfAsked(victim).sendForm();

        assertThat(victim.text()).contains("This connection was begun by somebody else");
        assertThat(ledgerCount("token.issued", "")).isEqualTo(tokensBefore);
        assertThat(attacker.open(victim.address()).text()).doesNotContain("Inbox");
    }

    @Test
    void inTheBrowserThatBeganButSignedOutNothingIsConnected() {
        var visitor = world.ownerElsewhere();
        world.atMicrosoft(visitor, "alex@adventure-works.example");
        world.consentIfAsked(visitor);
        var answer = visitor.formFields();
        visitor.open(world.service().at("/settings/email")).press("Sign out");

        assertThat(post(visitor, answer).text()).contains("This connection was begun by somebody else");
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

    private Visitor post(Visitor visitor, Map<String, String> answer) {
        visitor.open(world.service().at("/sign-in"));
        return visitor.post(callback(), answer);
    }

    private URI callback() {
        return world.service().at("/connect/callback/127.0.0.1");
    }

    private String mailboxes() {
        return world.api().get("/v1/mailboxes").json().path("data").toString();
    }

    private long ledgerCount(String kind, String fact) {
        return world.sandbox().ledger().after(0, 100_000).stream()
                .filter(entry -> entry.kind().equals(kind))
                .filter(entry -> entry.facts().values().stream().anyMatch(value -> value.contains(fact)))
                .count();
    }
}
