package dev.latchkey.sandbox.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.junit.SandboxExtension;
import dev.latchkey.sandbox.store.Ledger;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Webhooks that take long by the sandbox's clock: they move it while they answer. */
class WebhookHostsTest {

    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private Receiver receiver;
    private MailApp adele;
    private MailApp alex;

    @BeforeEach
    void subscribe() throws IOException {
        receiver = new Receiver();
        adele = MailApp.of(microsoft.sandbox(), "adele@contoso.example");
        alex = MailApp.of(microsoft.sandbox(), "alex@contoso.example");
        var subscribed = adele.post("/subscriptions", """
                {"changeType": "created", "notificationUrl": "%s", "lifecycleNotificationUrl": "%s",
                 "resource": "me/mailFolders('inbox')/messages", "expirationDateTime": "%s"}""".formatted(
                        receiver.url("/told"),
                        receiver.url("/life"),
                        microsoft.sandbox().clock().instant().plus(Duration.ofDays(1))));
        assertThat(subscribed.status()).isEqualTo(201);
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void whoTakesTooLongOverMoreThanOneInTenIsToldTenMinutesLate() throws Exception {
        judgeAfter(10);
        answerSlowly(1, Duration.ofSeconds(4));
        tellAtOnce(10);
        assertStates();
        answerSlowly(1, Duration.ofSeconds(4));
        tellAtOnce(1);
        assertStates("SLOW");

        for (var probe = 0; probe < 3; probe++) {
            mail("Late");
            assertThat(receiver.soon()).isNull();
            move(TEN_MINUTES.minusSeconds(20));
            assertThat(receiver.soon()).isNull();
            move(Duration.ofSeconds(20));
            assertThat(subject()).isEqualTo("Late");
        }

        tellAtOnce(1);
        assertStates("SLOW", "GOOD");
    }

    @Test
    void whoIsSlowStillAfterTenMinutesRemainsSlow() throws Exception {
        judgeAfter(1);
        answerSlowly(1, Duration.ofSeconds(4));
        tellAtOnce(1);
        for (var probe = 0; probe < 3; probe++) {
            answerSlowly(1, Duration.ofSeconds(4));
            mail("Late");
            move(TEN_MINUTES);
            assertThat(subject()).isEqualTo("Late");
        }

        mail("Later");
        assertThat(receiver.soon()).isNull();
        assertStates("SLOW");
    }

    @Test
    void whatWouldComeToOneThatTakesOverTenSecondsIsDroppedForTenMinutesAndMissed() throws Exception {
        judgeAfter(10);
        answerSlowly(2, Duration.ofSeconds(11));
        tellAtOnce(10);
        assertStates("DROP");

        mail("Dropped");

        assertThat(receiver.next().path("lifecycleEvent").asString()).isEqualTo("missed");
        assertThat(receiver.soon()).isNull();
        assertThat(facts("notification.dropped")).containsExactly("created");
        move(TEN_MINUTES);
        tellAtOnce(3);
        assertStates("DROP", "GOOD");
        assertThat(facts("notification.dropped")).hasSize(1);
    }

    @Test
    void aFewSlowAnswersAreNotJudged() throws Exception {
        answerSlowly(5, Duration.ofSeconds(11));

        tellAtOnce(6);

        assertStates();
    }

    /** The sandbox counts an answer a moment after it was given. */
    private static void assertStates(String... expected) throws InterruptedException {
        for (var tries = 0; tries < 100 && facts("webhook.throttling").size() < expected.length; tries++) {
            Thread.sleep(10);
        }
        assertThat(facts("webhook.throttling")).containsExactly(expected);
    }

    private void judgeAfter(int answers) {
        assertThat(adele.patch(
                                microsoft.sandbox().address() + "/_sandbox/unverified",
                                "{\"fewestWebhookAnswers\": %d}".formatted(answers))
                        .status())
                .isEqualTo(200);
    }

    private void answerSlowly(int times, Duration by) {
        for (var time = 0; time < times; time++) {
            receiver.meanwhile(() -> move(by));
        }
    }

    private void tellAtOnce(int times) throws InterruptedException {
        for (var time = 0; time < times; time++) {
            mail("At once " + time);
            assertThat(subject()).isEqualTo("At once " + time);
        }
    }

    private String subject() throws InterruptedException {
        var told = receiver.next();
        return adele.get("/me/messages/" + told.path("resourceData").path("id").asString())
                .json()
                .path("subject")
                .asString();
    }

    private void mail(String subject) {
        assertThat(alex.sendMail("adele@contoso.example", subject, "x").status())
                .isEqualTo(202);
    }

    private static void move(Duration by) {
        microsoft.sandbox().clock().move(by);
    }

    /** The state, or the type of the change, of each entry of that kind. */
    private static List<String> facts(String kind) {
        return microsoft.sandbox().ledger().after(0, 1_000).stream()
                .filter(entry -> entry.kind().equals(kind))
                .map(Ledger.Entry::facts)
                .map(facts -> facts.getOrDefault("state", facts.get("changeType")))
                .toList();
    }
}
