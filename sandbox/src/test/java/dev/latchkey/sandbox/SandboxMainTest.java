package dev.latchkey.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SandboxMainTest {

    @Test
    void portAndDataAreOptions() {
        assertThat(SandboxMain.options(List.of())).isEqualTo(new SandboxOptions(8081, 8443, 2587, null));
        assertThat(SandboxMain.options(List.of("--data", "box.mv", "--port", "0")))
                .isEqualTo(new SandboxOptions(0, 8443, 2587, Path.of("box.mv")));
    }

    @Test
    void anythingElseIsSaidInOneLine() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SandboxMain.options(List.of("--port", "many")))
                .withMessage("--port is a number, not many");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SandboxMain.options(List.of("--port")))
                .withMessageStartingWith("Usage:");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SandboxMain.options(List.of("--prot", "1")))
                .withMessageStartingWith("Usage:");
    }
}
