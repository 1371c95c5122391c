package dev.latchkey.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TakenPortTest {

    @Test
    void aTakenPortForHttpIsNamedAndNothingRuns() throws Exception {
        try (var taken = bound(0)) {
            var free = freePort();
            refused(new SandboxOptions(taken.getLocalPort(), null, free, null), taken);
            bound(free).close();
        }
    }

    @Test
    void aTakenPortForHttpsIsNamedAndNothingRuns() throws Exception {
        try (var taken = bound(0)) {
            var free = freePort();
            refused(new SandboxOptions(free, taken.getLocalPort(), 0, null), taken);
            bound(free).close();
        }
    }

    @Test
    void aTakenPortForSmtpIsNamedAndNothingRuns() throws Exception {
        try (var taken = bound(0)) {
            var free = freePort();
            refused(new SandboxOptions(free, null, taken.getLocalPort(), null), taken);
            bound(free).close();
        }
    }

    @Test
    void theProgramSaysSoInOneLineAndFails() throws Exception {
        try (var taken = bound(0)) {
            var port = Integer.toString(taken.getLocalPort());
            var program = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            "--enable-native-access=ALL-UNNAMED",
                            SandboxMain.class.getName(),
                            "--port",
                            port,
                            "--https-port",
                            "0",
                            "--smtp-port",
                            "0")
                    .redirectErrorStream(true)
                    .start();
            var said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(program.waitFor()).isEqualTo(2);
            assertThat(said.lines()).singleElement().asString().contains("port " + port);
        }
    }

    private static void refused(SandboxOptions options, ServerSocket taken) {
        assertThatThrownBy(() -> Sandbox.start(options).close())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("port " + taken.getLocalPort());
    }

    private static int freePort() throws IOException {
        try (var socket = bound(0)) {
            return socket.getLocalPort();
        }
    }

    private static ServerSocket bound(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }
}
