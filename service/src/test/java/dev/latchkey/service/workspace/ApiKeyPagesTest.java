package dev.latchkey.service.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.DemoWorld;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApiKeyPagesTest {

    private final DemoWorld world = DemoWorld.shared();

    @Test
    void aKeyIsShownOnceOnAPageThatCanBeLoadedAgain() {
        var owner = world.ownerElsewhere().open(world.service().at("/settings/api-keys"));

        var after = owner.pressAndStop("Create key", Map.of("name", "Shown once", "scopes", "READ"));

        assertThat(after.getPath()).isEqualTo("/settings/api-keys");
        assertThat(owner.open(after).page().select("code.copy").text()).startsWith("lk_");
        assertThat(owner.open(after).page().select("code.copy")).isEmpty();
        assertThat(owner.page().select("tr:contains(Shown once)")).hasSize(1);
    }
}
