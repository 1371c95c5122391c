package dev.latchkey.sandbox.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxOptions;
import dev.latchkey.sandbox.junit.SandboxExtension;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SandboxClientTest {

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private static final String ADELE = "adele@adventure-works.example";

    private final SandboxClient client = microsoft.client();

    @Test
    void settingsOfTenantsPeopleAndTheApplicationChange() {
        client.changeTenant("contoso.example", "{\"smtpAuth\": false}");
        client.changeUser(ADELE, "{\"accountEnabled\": false}");
        client.changeApplication("{\"publisherVerified\": true}");

        var directory = microsoft.sandbox().directory();
        assertThat(directory.tenant("contoso.example").orElseThrow().settings().smtpAuth())
                .isFalse();
        assertThat(directory.userByAddress(ADELE).orElseThrow().settings().accountEnabled())
                .isFalse();
        assertThat(client.state().path("application").path("publisherVerified").asBoolean())
                .isTrue();

        client.reset();
        assertThat(directory.userByAddress(ADELE).orElseThrow().settings().accountEnabled())
                .isTrue();
    }

    @Test
    void timePasses() {
        assertThat(client.moveClock(Duration.ofDays(91)))
                .isAfter(Instant.now().plus(Duration.ofDays(90)))
                .isBefore(Instant.now().plus(Duration.ofDays(92)));
    }

    @Test
    void mailIsDeliveredAndTheLedgerTellsIt() {
        var ids = client.deliver("""
                {"from": "customer@elsewhere.example", "to": "%s", "subject": "Hello", "text": "Hi"}""".formatted(ADELE));

        assertThat(ids.path("internetMessageId").asString()).startsWith("<");
        assertThat(client.ledger(0))
                .anySatisfy(entry -> assertThat(entry.facts())
                        .containsValue(ids.path("internetMessageId").asString()));
    }

    @Test
    void theLedgerIsReadBeyondItsLargestPage() {
        for (var number = 1; number <= 1_001; number++) {
            microsoft.sandbox().ledger().record("test", Map.of());
        }

        assertThat(client.ledger(0)).hasSize(1_001);
        assertThat(client.ledger(1_000))
                .singleElement()
                .satisfies(entry -> assertThat(entry.seq()).isEqualTo(1_001));
    }

    @Test
    void whatIsOrderedWaitsUntilItIsForgotten() {
        client.arm("cancel-access-denied");
        client.orderFault("{\"service\": \"GRAPH\", \"path\": \"/me$\", \"status\": 503, \"times\": 1}");
        client.changeLimits("{\"concurrentRequests\": 100}");
        assertThat(client.call("GET", "/_sandbox/scenario", "").path("armed")).hasSize(1);

        client.disarm();
        client.forgetFaults();
        client.revokeGrants("contoso.example");

        assertThat(client.call("GET", "/_sandbox/scenario", "").path("armed")).isEmpty();
    }

    @Test
    void whatIsRefusedSaysWhy() {
        assertThatThrownBy(() -> client.changeTenant("nowhere.example", "{}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("There is no such tenant.");
        assertThatThrownBy(() -> client.changeUser(ADELE, "{\"smile\": true}"))
                .hasMessageContaining("Unknown field or value");
    }

    @Test
    void noSandboxIsSaidToBeNone() {
        URI address;
        try (var stopped = Sandbox.start(SandboxOptions.forTests())) {
            address = stopped.address();
        }
        try (var lost = new SandboxClient(address)) {
            assertThatThrownBy(lost::state)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(address.toString());
        }
    }
}
