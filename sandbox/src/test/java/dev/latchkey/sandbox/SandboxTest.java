package dev.latchkey.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.client.SandboxClient;
import dev.latchkey.sandbox.entra.AccessTokens.Caller;
import dev.latchkey.sandbox.entra.Resource;
import dev.latchkey.sandbox.exchange.Mailbox;
import dev.latchkey.sandbox.exchange.Message;
import dev.latchkey.sandbox.exchange.MessageLists.Range;
import dev.latchkey.sandbox.graph.MailApp;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SandboxTest {

    private static final String ADELE = "adele@adventure-works.example";

    @Test
    void theHomePageSaysThatItIsASimulationAndNamesEveryUser() throws Exception {
        try (var sandbox = Sandbox.start(SandboxOptions.forTests());
                var browser = HttpClient.newHttpClient()) {
            var page = browser.send(HttpRequest.newBuilder(sandbox.address()).build(), BodyHandlers.ofString());

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("Simulation", "It is not\nMicrosoft");
            assertThat(sandbox.directory().users())
                    .hasSize(21)
                    .allSatisfy(user -> assertThat(page.body()).contains(user.address()));
        }
    }

    @Test
    void anAccessTokenNamesItsCallerUntilItExpires() {
        try (var sandbox = Sandbox.start(SandboxOptions.forTests())) {
            var adele =
                    sandbox.directory().userByAddress("Adele@Contoso.example").orElseThrow();
            var caller = new Caller(
                    sandbox.directory().application().clientId(),
                    adele.tenantId(),
                    adele.objectId(),
                    Resource.GRAPH.audience(),
                    Set.of("Mail.Send"));

            var token = sandbox.accessTokens().issue(caller);

            assertThat(sandbox.accessTokens().check(token.value()))
                    .get()
                    .usingRecursiveComparison()
                    .ignoringFields("expires")
                    .isEqualTo(caller);
            assertThat(sandbox.accessTokens().check(token.value() + "x")).isEmpty();
            assertThat(sandbox.accessTokens().check("not a token")).isEmpty();
            sandbox.clock().move(token.expiresIn().plus(Duration.ofSeconds(1)));
            assertThat(sandbox.accessTokens().check(token.value())).isEmpty();
        }
    }

    @Test
    void twoInOneProcessShareNothing() {
        try (var one = Sandbox.start(SandboxOptions.forTests());
                var other = Sandbox.start(SandboxOptions.forTests());
                var steer = new SandboxClient(one.address())) {
            var before = other.ledger().after(0, 1).size();

            steer.changeUser(ADELE, "{\"accountEnabled\": false}");
            steer.moveClock(Duration.ofDays(1));
            steer.changeLimits("{\"concurrentRequests\": 1}");
            steer.deliver("{\"from\": \"a@elsewhere.example\", \"to\": \"" + ADELE + "\", \"subject\": \"For one\"}");
            var token = MailApp.of(one, ADELE).token();

            assertThat(other.directory()
                            .userByAddress(ADELE)
                            .orElseThrow()
                            .settings()
                            .accountEnabled())
                    .isTrue();
            assertThat(other.clock().instant()).isBefore(one.clock().instant().minus(Duration.ofHours(23)));
            assertThat(other.ledger().after(0, 1)).hasSize(before);
            assertThat(one.accessTokens().check(token)).isPresent();
            assertThat(other.accessTokens().check(token)).isEmpty();
            var mailbox = other.exchange().mailboxes().byAddress(ADELE).orElseThrow();
            assertThat(mailbox.lists()
                            .page(Range.newestOf(0), message -> true, null, 100)
                            .messages())
                    .isNotEmpty()
                    .noneMatch(message -> message.envelope().subject().equals("For one"));
        }
    }

    @Test
    void whoHoldsAMailboxOfBeforeAResetMeetsNobodysOfAfterIt() {
        try (var sandbox = Sandbox.start(SandboxOptions.forTests())) {
            var before = sandbox.exchange().mailboxes().byAddress(ADELE).orElseThrow();

            sandbox.reset();
            var after = sandbox.exchange().mailboxes();

            assertThat(after.byAddress("alex@contoso.example"))
                    .get()
                    .satisfies(alex -> assertThat(messages(alex)).isNotEmpty());
            assertThat(messages(before)).isEmpty();
            assertThat(before.folders().all()).isEmpty();
            assertThat(after.byAddress(ADELE))
                    .get()
                    .satisfies(adele -> assertThat(messages(adele)).isNotEmpty());
        }
    }

    private static List<Message> messages(Mailbox mailbox) {
        return mailbox.lists()
                .page(Range.newestOf(0), message -> true, null, 100)
                .messages();
    }
}
