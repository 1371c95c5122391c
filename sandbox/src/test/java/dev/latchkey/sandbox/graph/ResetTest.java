package dev.latchkey.sandbox.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Nothing of before a reset gets in the way of what comes after it, nor does one mail that fails in that of another. */
class ResetTest {

    private static final String ALEX = "alex@contoso.example";

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.forTests().withSeed(7));
    private Receiver receiver;

    @BeforeEach
    void listen() throws IOException {
        receiver = new Receiver();
    }

    @AfterEach
    void close() {
        receiver.close();
        sandbox.close();
    }

    @Test
    void lateMailLeavesAndNotificationsComeAlthoughAResetCameBetween() throws Exception {
        var before = adele();
        subscribe(receiver.url("/before"));
        late(1_000);
        var over = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var thread = 0; thread < 3; thread++) {
                threads.execute(() -> {
                    while (!over.get()) {
                        before.sendMail("adele@contoso.example", "Before", "x");
                    }
                });
            }
            for (var resets = 0; resets < 5; resets++) {
                Thread.sleep(100);
                sandbox.reset();
                late(1_000);
            }
            over.set(true);
        }
        sandbox.reset();
        late(1);
        subscribe(receiver.url("/after"));

        assertThat(adele().sendMail("adele@contoso.example", "After", "x").status())
                .isEqualTo(202);

        assertThat(subject(next("/after"))).isEqualTo("After");
    }

    @Test
    void aSubscriptionThatGetsTheIdOfOneBeforeTheResetIsTold() throws Exception {
        receiver.failFirst(1_000);
        var before = subscribe(receiver.url("/before"));
        adele().sendMail("adele@contoso.example", "Before", "x");
        for (var tries = 0; tries < 200 && receiver.failuresLeft() == 1_000; tries++) {
            Thread.sleep(10);
        }

        sandbox.reset();
        receiver.failFirst(0);
        assertThat(subscribe(receiver.url("/after"))).isEqualTo(before);
        adele().sendMail("adele@contoso.example", "After", "x");

        assertThat(subject(next("/after"))).isEqualTo("After");
        assertThat(receiver.soon()).isNull();
    }

    @Test
    void whatIsHeldBackIsForgotten() throws Exception {
        var before = subscribe(receiver.url("/same"));
        assertThat(fault("{\"service\": \"NOTIFICATION\", \"fault\": \"REORDER\", \"times\": 1}"))
                .isEqualTo(200);
        adele().sendMail("adele@contoso.example", "Held back", "x");
        assertThat(receiver.soon()).isNull();

        sandbox.reset();
        assertThat(subscribe(receiver.url("/same"))).isEqualTo(before);
        adele().sendMail("adele@contoso.example", "After", "x");

        assertThat(subject(receiver.next())).isEqualTo("After");
        assertThat(receiver.soon()).isNull();
    }

    @Test
    void aLateMailThatFailsKeepsNoOtherFromLeaving() throws Exception {
        var failed = new AtomicBoolean();
        sandbox.exchange().onChange(change -> {
            if (!failed.getAndSet(true)) {
                throw new IllegalStateException("The first change fails, as ordered by a test");
            }
        });
        var adele = adele();
        var alex = MailApp.of(sandbox, ALEX);
        alex.get("/me/messages");
        adele.get("/me/messages");
        failed.set(false);
        late(1);
        assertThat(adele.sendMail(ALEX, "Fails", "x").status()).isEqualTo(202);
        for (var tries = 0; tries < 200 && !failed.get(); tries++) {
            Thread.sleep(10);
        }
        assertThat(failed).isTrue();
        late(1);

        adele.sendMail(ALEX, "Leaves", "x");

        for (var tries = 0; tries < 100 && inbox(alex, "Leaves") == 0; tries++) {
            Thread.sleep(50);
        }
        assertThat(inbox(alex, "Leaves")).isEqualTo(1);
    }

    private MailApp adele() {
        return MailApp.of(sandbox, "adele@contoso.example");
    }

    private static long inbox(MailApp app, String subject) {
        return app.get("/me/mailFolders/inbox/messages?$top=100").value().stream()
                .filter(message -> message.path("subject").asString().equals(subject))
                .count();
    }

    private void late(int times) {
        assertThat(fault("""
                {"service": "EXCHANGE", "send": {"leavesAfter": "PT0.05S"}, "times": %d}""".formatted(times))).isEqualTo(200);
    }

    private int fault(String json) {
        return adele().post(sandbox.address() + "/_sandbox/faults", json).status();
    }

    private String subscribe(String url) {
        return adele().post("/subscriptions", """
                        {"changeType": "created", "notificationUrl": "%s",
                         "resource": "me/mailFolders('inbox')/messages", "expirationDateTime": "%s"}""".formatted(
                                url, sandbox.clock().instant().plus(Duration.ofDays(1))))
                .json()
                .path("id")
                .asString();
    }

    /** The first at that path. */
    private JsonNode next(String path) throws InterruptedException {
        var told = receiver.next();
        while (!told.path("path").asString().equals(path)) {
            told = receiver.next();
        }
        return told;
    }

    private String subject(JsonNode told) {
        return adele().get(
                        "/me/messages/" + told.path("resourceData").path("id").asString())
                .json()
                .path("subject")
                .asString();
    }
}
