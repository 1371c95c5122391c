package dev.latchkey.sandbox.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.junit.SandboxExtension;
import dev.latchkey.sandbox.store.Ledger;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Notifications that do not come as they should, on order. */
class NotificationFaultsTest {

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private Receiver receiver;
    private MailApp adele;
    private MailApp alex;
    private String subscription;

    @BeforeEach
    void subscribe() throws IOException {
        receiver = new Receiver();
        adele = MailApp.of(microsoft.sandbox(), "adele@contoso.example");
        alex = MailApp.of(microsoft.sandbox(), "alex@contoso.example");
        subscription = adele.post("/subscriptions", """
                        {"changeType": "created,updated", "notificationUrl": "%s", "clientState": "secret-state",
                         "resource": "me/mailFolders('inbox')/messages", "expirationDateTime": "%s"}""".formatted(
                                receiver.url("/good"),
                                microsoft.sandbox().clock().instant().plus(Duration.ofDays(1))))
                .json()
                .path("id")
                .asString();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void aNotificationIsDroppedAsOftenAsWasAskedFor() throws Exception {
        fault("{\"service\": \"NOTIFICATION\", \"fault\": \"DROP\", \"times\": 2}");
        mail("One");
        mail("Two");
        mail("Three");

        assertThat(subject(receiver.next())).isEqualTo("Three");
        assertThat(receiver.soon()).isNull();
        assertThat(fired())
                .hasSize(2)
                .allSatisfy(entry -> assertThat(entry.facts())
                        .containsEntry("service", "NOTIFICATION")
                        .containsEntry("call", "created " + subscription)
                        .containsEntry("did", "DROP"));
    }

    @Test
    void aNotificationComesTwice() throws Exception {
        fault("{\"service\": \"NOTIFICATION\", \"fault\": \"DOUBLE\", \"times\": 1}");
        mail("Twice");

        assertThat(receiver.next()).isEqualTo(receiver.next());
        mail("Once");
        assertThat(subject(receiver.next())).isEqualTo("Once");
        assertThat(receiver.soon()).isNull();
    }

    @Test
    void aNotificationComesAfterTheOneThatFollowsIt() throws Exception {
        fault("{\"service\": \"NOTIFICATION\", \"fault\": \"REORDER\", \"times\": 1}");
        mail("Earlier");
        assertThat(receiver.soon()).isNull();
        mail("Later");

        assertThat(subject(receiver.next())).isEqualTo("Later");
        assertThat(subject(receiver.next())).isEqualTo("Earlier");
        assertThat(receiver.soon()).isNull();
    }

    @Test
    void aNotificationIsLate() throws Exception {
        fault("{\"service\": \"NOTIFICATION\", \"fault\": \"DELAY\", \"delay\": \"PT0.5S\", \"times\": 1}");
        var before = System.nanoTime();

        mail("Late");

        assertThat(subject(receiver.next())).isEqualTo("Late");
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(500_000_000);
        assertThat(fired())
                .singleElement()
                .satisfies(entry -> assertThat(entry.facts()).containsEntry("did", "DELAY PT0.5S"));
    }

    @Test
    void aNotificationComesWithAnotherClientState() throws Exception {
        fault("{\"service\": \"NOTIFICATION\", \"fault\": \"WRONG_CLIENT_STATE\", \"times\": 1}");
        mail("Forged");
        mail("Genuine");

        assertThat(receiver.next().path("clientState").asString()).isNotEqualTo("secret-state");
        assertThat(receiver.next().path("clientState").asString()).isEqualTo("secret-state");
    }

    @Test
    void aFaultMeetsOnlyWhatItNames() throws Exception {
        fault("{\"service\": \"NOTIFICATION\", \"fault\": \"DROP\", \"changeType\": \"updated\", \"times\": 1}");
        fault("{\"service\": \"NOTIFICATION\", \"fault\": \"DROP\", \"subscriptionId\": \"another\", \"times\": 1}");
        mail("Told");

        var told = receiver.next();
        assertThat(subject(told)).isEqualTo("Told");
        adele.patch("/me/messages/" + told.path("resourceData").path("id").asString(), "{\"isRead\": true}");
        assertThat(receiver.soon()).isNull();
        assertThat(send("GET", "").body()).contains("another").doesNotContain("updated");
        assertThat(send("DELETE", "").statusCode()).isEqualTo(204);
        assertThat(send("GET", "").body()).doesNotContain("another");
    }

    @Test
    void onlySomeAreMetAndTheSameOnesInTheNextRun() throws Exception {
        var first = toldByChance(42);
        assertThat(first).isNotEmpty().hasSizeLessThan(12);
        assertThat(fired())
                .hasSize(12 - first.size())
                .allSatisfy(entry -> assertThat(entry.facts()).containsEntry("seed", "42"));

        assertThat(toldByChance(42)).isEqualTo(first);
        assertThat(toldByChance(43)).isNotEqualTo(first);
    }

    /** Which of twelve were told, where about every third is dropped. */
    private List<String> toldByChance(int seed) throws Exception {
        send("DELETE", "");
        fault("""
                {"service": "NOTIFICATION", "fault": "DROP", "chance": {"probability": 0.35, "seed": %d},
                 "changeType": "created", "times": 12}""".formatted(seed));
        for (var number = 0; number < 12; number++) {
            mail("Mail " + number);
        }
        // what changes last is told last, and is not dropped
        adele.patch("/me/messages/" + adele.find("inbox", "Mail 11").path("id").asString(), "{\"isRead\": true}");
        var told = new ArrayList<String>();
        for (var next = receiver.next(); next.path("changeType").asString().equals("created"); next = receiver.next()) {
            told.add(subject(next));
        }
        return told;
    }

    private void mail(String subject) {
        assertThat(alex.sendMail("adele@contoso.example", subject, "x").status())
                .isEqualTo(202);
    }

    private String subject(JsonNode told) {
        return adele.get("/me/messages/" + told.path("resourceData").path("id").asString())
                .json()
                .path("subject")
                .asString();
    }

    private static List<Ledger.Entry> fired() {
        return microsoft.sandbox().ledger().after(0, 1_000).stream()
                .filter(entry -> entry.kind().equals("fault.fired"))
                .toList();
    }

    private static HttpResponse<String> fault(String json) throws Exception {
        return send("POST", json);
    }

    private static HttpResponse<String> send(String method, String json) throws Exception {
        var address = microsoft.sandbox().address().resolve("/_sandbox/faults");
        var request = HttpRequest.newBuilder(address)
                .method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json))
                .header("Content-Type", "application/json");
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }
}
