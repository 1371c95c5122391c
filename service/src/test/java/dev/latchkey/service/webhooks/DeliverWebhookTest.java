package dev.latchkey.service.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.RunningService;
import dev.latchkey.service.db.Ids;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.events.Event;
import dev.latchkey.service.events.EventLog;
import dev.latchkey.service.events.EventType;
import dev.latchkey.service.jobs.Jobs;
import dev.latchkey.service.jobs.Next;
import dev.latchkey.service.vault.Vault;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One delivery, attempt by attempt, under a clock that the test moves; no job of the running service touches it. */
@Timeout(120)
class DeliverWebhookTest {

    private final RunningService service = RunningService.shared();
    private final SettableClock clock = new SettableClock(Instant.now().truncatedTo(ChronoUnit.MILLIS));
    private final JdbcClient sql = service.bean(JdbcClient.class);
    private final Transactions transactions = service.bean(Transactions.class);
    private final EndpointSecrets secrets = new EndpointSecrets(sql, service.bean(Vault.class), clock);
    private final Endpoints endpoints = new Endpoints(sql, secrets, clock);
    private final EventLog events = service.bean(EventLog.class);
    private final Deliveries deliveries = new Deliveries(sql, service.bean(Jobs.class), endpoints, clock);
    private final DeliverWebhook job = new DeliverWebhook(
            new Parcels(transactions, sql, secrets, events),
            new Lanes(clock),
            service.bean(Sender.class),
            new Results(transactions, deliveries, endpoints, events, clock),
            clock);

    private final Receiver receiver = new Receiver();
    private final Platform platform = new Platform(service);
    private final String endpoint;
    private final String secret;

    DeliverWebhookTest() {
        var made = platform.listensAt(receiver.url(), "webhook.disabled");
        endpoint = made.get("id").asString();
        secret = made.get("secret").asString();
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    void isTriedEightTimesWithTheSameIdAndANewTimestampThenGivenUp() {
        receiver.answers(Receiver.status(500));
        var delivery = deliveryOf(platform.happens(EventType.MESSAGE_REPLIED));
        var pauses = new ArrayList<Duration>();
        var ids = new ArrayList<String>();
        var bodies = new ArrayList<String>();

        var next = job.run(platform.workspace(), delivery);
        while (next instanceof Next.Again(Instant at)) {
            pauses.add(Duration.between(clock.instant(), at));
            assertThat(row(delivery).nextAt()).isEqualTo(at);
            collect(ids, bodies);
            clock.set(at);
            next = job.run(platform.workspace(), delivery);
        }
        collect(ids, bodies);

        var planned = List.of(5L, 300L, 1800L, 7200L, 18_000L, 36_000L, 36_000L);
        assertThat(pauses).hasSameSizeAs(planned);
        for (var i = 0; i < planned.size(); i++) {
            assertThat(pauses.get(i).toMillis()).isCloseTo(planned.get(i) * 1000, Percentage.withPercentage(10.1));
        }
        assertThat(ids).hasSize(8).containsOnly(ids.getFirst());
        assertThat(bodies).containsOnly(bodies.getFirst());
        assertThat(row(delivery)).satisfies(row -> {
            assertThat(row.status()).isEqualTo(Delivery.Status.FAILED);
            assertThat(row.attempts()).isEqualTo(8);
            assertThat(row.lastStatus()).isEqualTo(500);
            assertThat(row.lastError()).isEqualTo("The receiver answered 500.");
            assertThat(row.nextAt()).isNull();
        });
        assertThat(job.run(platform.workspace(), delivery)).isEqualTo(new Next.Done());
        assertThat(receiver.waiting()).isZero();
    }

    @Test
    void theReceiversRetryAfterIsHonoured() {
        receiver.answers(Receiver.status(503, "Retry-After", "90"));
        var delivery = deliveryOf(platform.happens(EventType.MESSAGE_REPLIED));

        assertThat(job.run(platform.workspace(), delivery))
                .isEqualTo(new Next.Again(clock.instant().plusSeconds(90)));
    }

    @Test
    void aRedirectIsAFailure() {
        try (var elsewhere = new Receiver()) {
            receiver.answers(Receiver.status(302, "Location", elsewhere.url().toString()));
            var delivery = deliveryOf(platform.happens(EventType.MESSAGE_REPLIED));

            assertThat(job.run(platform.workspace(), delivery)).isInstanceOf(Next.Again.class);
            assertThat(row(delivery).lastError()).isEqualTo("The receiver answered 302: Redirects are not followed.");
            assertThat(elsewhere.waiting()).isZero();
        }
    }

    @Test
    void afterAFailureSuccessIsNoted() {
        receiver.answers(Receiver.status(500));
        var delivery = deliveryOf(platform.happens(EventType.MESSAGE_REPLIED));
        job.run(platform.workspace(), delivery);
        clock.pass(Duration.ofSeconds(6));
        receiver.answers(Receiver.status(204));

        assertThat(job.run(platform.workspace(), delivery)).isEqualTo(new Next.Done());
        assertThat(row(delivery)).satisfies(row -> {
            assertThat(row.status()).isEqualTo(Delivery.Status.DELIVERED);
            assertThat(row.attempts()).isEqualTo(2);
            assertThat(row.lastStatus()).isEqualTo(204);
            assertThat(row.lastError()).isNull();
            assertThat(row.deliveredAt()).isNotNull();
        });
    }

    @Test
    void goneDisablesTheEndpointAndIsToldToTheOthers() {
        try (var other = new Receiver()) {
            var otherSecret = platform.listensAt(other.url()).get("secret").asString();
            receiver.answers(Receiver.status(410));
            var delivery = deliveryOf(platform.happens(EventType.MESSAGE_REPLIED));
            other.next();

            assertThat(job.run(platform.workspace(), delivery)).isEqualTo(new Next.Done());

            var told = other.next();
            assertThat(told.verifiedWith(otherSecret)).isTrue();
            assertThat(told.json().get("type").asString()).isEqualTo("webhook.disabled");
            assertThat(told.json().at("/data/endpoint_id").asString()).isEqualTo(endpoint);
            var disabled = platform.get("/v1/webhook-endpoints/" + endpoint).body();
            assertThat(disabled.get("enabled").asBoolean()).isFalse();
            assertThat(disabled.get("disabled_reason").asString()).contains("410");
        }
    }

    @Test
    void nothingMoreIsSentToADisabledEndpoint() {
        var delivery = deliveryOf(platform.happens(EventType.MESSAGE_REPLIED));
        platform.patch("/v1/webhook-endpoints/" + endpoint, Map.of("enabled", false));

        assertThat(job.run(platform.workspace(), delivery)).isEqualTo(new Next.Done());
        assertThat(row(delivery).status()).isEqualTo(Delivery.Status.FAILED);
        assertThat(row(delivery).lastError()).isEqualTo("The endpoint is disabled.");
        assertThat(receiver.waiting()).isZero();
    }

    @Test
    void forADayAfterItWasReplacedTheOldSecretSignsToo() {
        var fresh = platform.post("/v1/webhook-endpoints/" + endpoint + "/rotate-secret", null)
                .body()
                .get("secret")
                .asString();
        assertThat(fresh).isNotEqualTo(secret);

        job.run(platform.workspace(), deliveryOf(platform.happens(EventType.MESSAGE_REPLIED)));
        var during = receiver.next();
        assertThat(during.header("webhook-signature").split(" ")).hasSize(2);
        assertThat(during.verifiedWith(fresh)).isTrue();
        assertThat(during.verifiedWith(secret)).isTrue();

        clock.pass(Duration.ofHours(25));
        job.run(platform.workspace(), deliveryOf(platform.happens(EventType.MESSAGE_REPLIED)));
        assertThat(receiver.next().header("webhook-signature").split(" ")).hasSize(1);
    }

    @Test
    void ofADeletedEndpointNothingIsLeftToSend() {
        var delivery = deliveryOf(platform.happens(EventType.MESSAGE_REPLIED));
        platform.delete("/v1/webhook-endpoints/" + endpoint);

        assertThat(job.run(platform.workspace(), delivery)).isEqualTo(new Next.Done());
        assertThat(receiver.waiting()).isZero();
    }

    /** The endpoint doesn't want that type, so the service itself begins none. */
    private String deliveryOf(Event event) {
        var id = Ids.random("whd");
        transactions.run(
                platform.workspace(),
                () -> sql.sql("""
                        insert into webhook_deliveries
                            (id, workspace_id, endpoint_id, event_id, status, attempts, created_at)
                        values (:id, :workspace, :endpoint, :event, 'pending', 0, now())
                        """)
                        .param("id", id)
                        .param("workspace", platform.workspace().value())
                        .param("endpoint", endpoint)
                        .param("event", event.id())
                        .update());
        return id;
    }

    private Delivery row(String delivery) {
        return transactions
                .in(platform.workspace(), () -> deliveries.find(delivery))
                .orElseThrow();
    }

    private void collect(List<String> ids, List<String> bodies) {
        var received = receiver.next();
        ids.add(received.header("webhook-id"));
        bodies.add(received.body());
        assertThat(received.header("webhook-timestamp"))
                .isEqualTo(Long.toString(clock.instant().getEpochSecond()));
    }
}
