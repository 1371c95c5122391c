package dev.latchkey.service.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.DemoWorld;
import dev.latchkey.service.Visitor;
import dev.latchkey.service.db.Transactions;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.util.UriComponentsBuilder;

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
    void whoDeclinesIsToldSoAndAskedWhatMicrosoftShowed() {
        var visitor = world.ownerElsewhere();
        var before = world.codesBrought();
        world.atMicrosoft(visitor, "admin@fabrikam.example").press("Cancel").sendForm();

        assertThat(visitor.text())
                .contains("You did not accept the permissions", "What did Microsoft show?", "Connect Microsoft 365");
        assertThat(world.codesBrought()).isEqualTo(before);
    }

    /** Microsoft says so itself, but nothing says whose mailbox it is: the page asks, and leads on from there. */
    @Test
    void whoIsRefusedOnALinkWithoutAnAddressIsAskedForIt() {
        var visitor = world.ownerElsewhere();
        var atMicrosoft = visitor.open(world.service().at("/settings/email"))
                .pressAndStop("Connect Microsoft 365", Map.of("expected_address", ""));
        var parameters = UriComponentsBuilder.fromUri(atMicrosoft).build().getQueryParams();
        visitor.post(
                callback(),
                Map.of(
                        "state",
                        String.valueOf(parameters.getFirst("state")),
                        "error",
                        "access_denied",
                        "error_description",
                        "AADSTS90094: Admin consent is required for the permissions requested by 'Enginy AI'."));

        assertThat(visitor.text()).contains("What did Microsoft show?", "Which mailbox did you sign in with?");
        visitor.choose("NEED_ADMIN_APPROVAL", Map.of("address", "admin@fabrikam.example"));
        assertThat(visitor.text()).contains("An administrator has to approve", "Open the page for your administrator");
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
    void whoBringsAUsedAnswerHasAWayOn() {
        var visitor = world.ownerElsewhere();
        world.atMicrosoft(visitor, "alex@adventure-works.example");
        world.consentIfAsked(visitor);
        var answer = visitor.formFields();
        visitor.sendForm();
        assertThat(visitor.address().getPath()).startsWith("/mailboxes/");

        var replay = post(visitor, answer);
        assertThat(replay.text()).contains("This answer from Microsoft was used already");
        assertThat(replay.address().getPath()).isEqualTo("/connect/lost/used");
        assertThat(replay.follow("To the mailboxes").address().getPath()).isEqualTo("/settings/email");
    }

    @Test
    void whoBringsAnAnswerThatIsOfNoUseHasAWayOnWithoutAnAccount() {
        var stranger = post(new Visitor(), Map.of("state", "made-up", "code", "made-up"));
        assertThat(stranger.text()).contains("go back there and begin again");
        assertThat(stranger.follow("Sign in and look").address().getPath()).isEqualTo("/sign-in");

        stranger.open(world.service().at("/connect/lost/anything"));
        assertThat(stranger.status()).isEqualTo(404);
    }

    @Test
    void aStateIsGoodForAnHour() {
        var visitor = world.ownerElsewhere();
        world.atMicrosoft(visitor, "alex@adventure-works.example");
        world.consentIfAsked(visitor);
        var before = world.tokensIssued();
        sql("update connect_attempts set expires_at = expires_at - interval '1 hour'");

        visitor.sendForm();

        assertThat(visitor.text()).contains("That took too long");
        assertThat(visitor.follow("To the mailboxes").text()).contains("Email integration");
        assertThat(world.tokensIssued()).isEqualTo(before);
    }

    @Test
    void aParkedCodeIsGoodForTenMinutes() {
        var visitor = world.ownerElsewhere();
        world.atMicrosoft(visitor, "alex@adventure-works.example");
        var arrival = world.consentIfAsked(visitor)
                .sendFormUntil(world.service().at("/").getAuthority());
        var before = world.tokensIssued();
        sql("update connect_attempts set parked_at = parked_at - interval '10 minutes' where parked_at is not null");

        visitor.open(arrival);

        assertThat(visitor.text()).contains("That took too long", "Try again");
        assertThat(world.tokensIssued()).isEqualTo(before);
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
        var link = row.select("a").attr("href");

        visitor.post(
                visitor.address().resolve(row.select("form").attr("action")),
                Map.of("_csrf", row.select("input[name=_csrf]").attr("value")));

        assertThat(visitor.text()).contains("Email integration");
        assertThat(visitor.page().select("a").eachAttr("href")).doesNotContain(link);
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

    @Test
    void aLinkThatAsksForLessTakesNothingAwayThatMicrosoftStillGrants() {
        var id = world.connect("adele@adventure-works.example");
        var link = world.api().post("/v1/connect-links", """
                {"member": "olive@enginy.example", "access": "send", "expected_address": "adele@adventure-works.example"}""");

        var visitor = world.ownerElsewhere();
        visitor.open(URI.create(link.json().path("url").asString()))
                .press("Connect Microsoft 365")
                .press("Sign in", Map.of("password", "any"));
        world.consentIfAsked(visitor).sendForm();

        assertThat(visitor.address().getPath()).isEqualTo("/mailboxes/" + id);
        assertThat(world.api().get("/v1/mailboxes/" + id).json().path("access").asString())
                .isEqualTo("send_and_read");
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

    private void sql(String change) {
        var sql = world.service().bean(JdbcClient.class);
        world.service()
                .bean(Transactions.class)
                .run(world.workspace(), () -> sql.sql(change).update());
    }

    private String mailboxes() {
        return world.api().get("/v1/mailboxes").json().path("data").toString();
    }
}
