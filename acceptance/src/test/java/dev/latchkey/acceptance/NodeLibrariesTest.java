package dev.latchkey.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Microsoft's own libraries for Node drive the sandbox: {@code src/test/node}, with npm's own install. Each of its tests is one
 * here. Skipped where there is no npm, but not in continuous integration.
 */
class NodeLibrariesTest {

    private static final Path SCRIPTS = Path.of("src", "test", "node");
    private static final long PATIENCE_MINUTES = 3;
    /** A line of the Test Anything Protocol: {@code not ok 3 - its name}. */
    private static final Pattern RESULT = Pattern.compile("(?m)^(not )?ok \\d+ - (.*)$");

    @TempDir
    private Path folder;

    private record Ran(int exitCode, String output) {}

    @TestFactory
    Stream<DynamicTest> msalNodeAndTheGraphClient() throws Exception {
        var npm = run(Map.of(), "npm", "--version").exitCode() == 0;
        assumeTrue(
                npm || System.getenv("CI") != null,
                "npm is not installed, so Microsoft's libraries for Node were not tried");
        for (var file : List.of("package.json", "package-lock.json", "person.mjs", "msal.test.mjs", "graph.test.mjs")) {
            Files.copy(SCRIPTS.resolve(file), folder.resolve(file));
        }
        var installed = run(Map.of(), "npm", "ci", "--no-audit", "--no-fund");
        assertThat(installed.exitCode()).as(installed.output()).isZero();
        try (var sandbox = Sandbox.start(SandboxOptions.forTests().withHttps())) {
            var authority = Files.writeString(
                    folder.resolve("ca.pem"), sandbox.certificates().pem());
            var environment = Map.of(
                    "NODE_EXTRA_CA_CERTS", authority.toString(),
                    "SANDBOX", sandbox.httpsAddress().orElseThrow().toString(),
                    "SANDBOX_CONTROL", sandbox.address().toString(),
                    "TENANT",
                            sandbox.directory()
                                    .tenant("adventure-works.example")
                                    .orElseThrow()
                                    .id());
            var ran = run(
                    environment,
                    "node",
                    "--test",
                    "--test-reporter=tap",
                    "--test-concurrency=1",
                    "msal.test.mjs",
                    "graph.test.mjs");
            assertThat(RESULT.matcher(ran.output()).results()).as(ran.output()).hasSizeGreaterThan(12);
            return RESULT.matcher(ran.output())
                    .results()
                    .map(result -> DynamicTest.dynamicTest(
                            result.group(2),
                            () -> assertThat(result.group(1)).as(ran.output()).isNull()));
        }
    }

    /** Exit code 127 where there is no such program. */
    private Ran run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        var output = folder.resolve("output.txt");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        try {
            var process = builder.start();
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("not within " + PATIENCE_MINUTES + " minutes: " + String.join(" ", command));
            }
            return new Ran(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return new Ran(127, String.valueOf(e.getMessage()));
        }
    }
}
