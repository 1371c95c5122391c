package dev.latchkey.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.client.SandboxClient;
import dev.latchkey.sandbox.graph.MailApp;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeedTest {

    private static final String ADELE = "adele@adventure-works.example";

    @Test
    void theSameStepsGiveTheSameIdsAndKeysAfterEachStartAndReset() {
        List<String> first;
        try (var sandbox = Sandbox.start(SandboxOptions.forTests().withSeed(7))) {
            first = steps(sandbox);
            sandbox.reset();
            assertThat(steps(sandbox)).isEqualTo(first);
        }
        try (var again = Sandbox.start(SandboxOptions.forTests().withSeed(7));
                var other = Sandbox.start(SandboxOptions.forTests().withSeed(8));
                var unguessable = Sandbox.start(SandboxOptions.forTests())) {
            assertThat(steps(again)).isEqualTo(first);
            assertThat(steps(other)).doesNotContainAnyElementsOf(first);
            assertThat(steps(unguessable)).doesNotContainAnyElementsOf(first);
        }
    }

    /** A delivered mail's id and conversation, and the key that signs tokens. */
    private static List<String> steps(Sandbox sandbox) {
        try (var steer = new SandboxClient(sandbox.address())) {
            var ids = steer.deliver("""
                    {"from": "customer@elsewhere.example", "to": "%s", "subject": "Hello"}""".formatted(ADELE));
            var keys = MailApp.of(sandbox, ADELE)
                    .get(sandbox.address() + "/common/discovery/v2.0/keys")
                    .json();
            return List.of(
                    ids.path("internetMessageId").asString(),
                    ids.path("conversationId").asString(),
                    keys.path("keys").path(0).path("n").asString());
        }
    }
}
