package dev.latchkey.service.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.DemoWorld;
import dev.latchkey.service.Visitor;
import dev.latchkey.service.db.Transactions;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What others try while a mailbox is being connected: nothing is connected, Microsoft is asked for no token, and a page says
 * so plainly.
 */
class ConnectAttackTest {

    private static final String ADELE = "adele@adventure-works.example";
    private static final String ALEX = "alex@adventure-works.example";

    private final DemoWorld world = DemoWorld.shared();
    private final Visitor member = world.ownerElsewhere();

    private List<String> connections;
    private long codes;

    @BeforeEach
    void before() {
        remember();
    }

    private void remember() {
        connections = world.connections();
        codes = world.codesBrought();
    }

    private void nothingHappened() {
        assertThat(world.connections()).isEqualTo(connections);
        assertThat(world.codesBrought()).isEqualTo(codes);
    }

    @Test
    void anAnswerIsTakenOnce() {
        var answer = answer(member, ALEX);
        member.sendForm();
        assertThat(member.address().getPath()).startsWith("/mailboxes/");
        remember();

        assertThat(bring(member, answer).text()).contains("This answer from Microsoft was used already");
        nothingHappened();
    }

    @Test
    void ofTwentyEqualAnswersAtOnceOneIsTaken() throws Exception {
        var answer = answer(member, ALEX);

        var arrivals = new ArrayList<Future<URI>>();
        try (var browsers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var time = 0; time < 20; time++) {
                arrivals.add(browsers.submit(() -> bring(new Visitor(), answer).address()));
            }
        }

        var taken = 0;
        for (var arrival : arrivals) {
            taken += arrival.get().getPath().startsWith("/connect/arrivals/") ? 1 : 0;
        }
        assertThat(taken).isEqualTo(1);
        nothingHappened();
    }

    @Test
    void aMadeUpStateIsRefused() {
        var answer = bring(new Visitor(), Map.of("state", "made-up", "code", "made-up"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("We do not know this answer");
        nothingHappened();
    }

    @Test
    void anAnswerThatComesAfterTheTimeOfItsStateIsRefused() {
        var answer = answer(member, ALEX);
        sql("update connect_attempts set expires_at = now() - interval '1 second' where parked_at is null");

        assertThat(bring(member, answer).text()).contains("That took too long");
        nothingHappened();
    }

    /** Cross-user session fixation: the attacker begins, the victim signs in at Microsoft. */
    @Test
    void aVictimWhoFinishesAnAttackersAttemptConnectsNothing() {
        var toMicrosoft =
                member.open(world.service().at("/settings/email")).pressAndStop("Connect Microsoft 365", Map.of());

        var victim = new Visitor();
        victim.open(toMicrosoft).press("Next", Map.of("address", ALEX)).press("Sign in", Map.of("password", "any"));
        world.consentIfAsked(victim).sendForm();

        assertThat(victim.text()).contains("This connection was begun by somebody else");
        assertThat(member.open(victim.address()).text()).doesNotContain("Inbox");
        nothingHappened();
    }

    /** Request forgery: the attacker's own answer is brought by the victim's browser, who is signed in with us. */
    @Test
    void anAnswerThatBelongsToAnotherBrowserConnectsNothing() {
        var victim = world.ownerElsewhere();

        assertThat(bring(victim, answer(member, ALEX)).text()).contains("This connection was begun by somebody else");
        nothingHappened();
    }

    @Test
    void inTheBrowserThatBeganButSignedOutNothingIsConnected() {
        var answer = answer(member, ALEX);
        member.open(world.service().at("/settings/email")).press("Sign out");

        assertThat(bring(member, answer).text()).contains("This connection was begun by somebody else");
        nothingHappened();
    }

    /** The proof key belongs to the attempt (RFC 7636), so that Microsoft refuses the code of another one. */
    @Test
    void aCodeOfAnotherAttemptIsRefusedByMicrosoft() {
        var stolen = answer(world.ownerElsewhere(), ADELE);
        var answer = new HashMap<>(answer(member, ALEX));
        answer.put("code", stolen.get("code"));
        var tokens = world.codesRedeemed();

        assertThat(bring(member, answer).text()).contains("Microsoft did not take the answer of the sign-in");
        assertThat(world.connections()).isEqualTo(connections);
        assertThat(world.codesRedeemed()).isEqualTo(tokens);
    }

    /** RFC 9700 §4.4: each authority has a redirect URI of its own. */
    @Test
    void anAnswerAtTheAddressOfAnotherAuthorityIsRefused() {
        var answer = answer(member, ALEX);
        member.post(world.service().at("/connect/callback/login.evil.example"), answer);

        assertThat(member.text()).contains("We do not know this answer");
        nothingHappened();
    }

    /** RFC 9207 §2.4. */
    @Test
    void anAnswerThatNamesAnotherIssuerIsRefused() {
        var answer = new HashMap<>(answer(member, ALEX));
        answer.put("iss", "https://login.evil.example/v2.0");

        assertThat(bring(member, answer).text()).contains("We do not know this answer");
        nothingHappened();
    }

    @Test
    void anErrorBesideACodeIsARefusal() {
        var answer = new HashMap<>(answer(member, ALEX));
        answer.put("error", "access_denied");

        assertThat(bring(member, answer).text()).contains("Microsoft sent you back without a connection");
        nothingHappened();
    }

    /** What Microsoft's page would post to us. */
    private Map<String, String> answer(Visitor visitor, String address) {
        world.atMicrosoft(visitor, address);
        return world.consentIfAsked(visitor).formFields();
    }

    private Visitor bring(Visitor visitor, Map<String, String> answer) {
        return visitor.post(world.service().at("/connect/callback/127.0.0.1"), answer);
    }

    private void sql(String statement) {
        world.service()
                .bean(Transactions.class)
                .run(
                        world.workspace(),
                        () -> world.service()
                                .bean(JdbcClient.class)
                                .sql(statement)
                                .update());
    }
}
