package dev.latchkey.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxOptions;
import dev.latchkey.sandbox.entra.Directory;
import dev.latchkey.sandbox.entra.Directory.Application;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** An installation beside a sandbox, with one thing wrong at a time. */
class DoctorCommandTest {

    private static Sandbox sandbox;

    @TempDir
    private Path folder;

    private record Seen(int exitCode, String out) {

        String line(String check) {
            return out.lines()
                    .filter(line -> line.contains(" " + check + " "))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxOptions.forTests());
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void whereEverythingFitsItEndsWithZero() {
        var seen = examine(Map.of());

        assertThat(seen.out().lines().filter(line -> line.startsWith("fail"))).isEmpty();
        assertThat(seen.exitCode()).isZero();
        assertThat(seen.line("discovery")).startsWith("ok");
        assertThat(seen.line("signing_keys")).startsWith("ok");
        assertThat(seen.line("credential")).startsWith("ok");
        assertThat(seen.line("redirect_address")).startsWith("ok").contains("/connect/callback/127.0.0.1");
        assertThat(seen.line("redirect_approval")).startsWith("ok").contains("/approve/callback/127.0.0.1");
        assertThat(seen.line("notifications")).startsWith("skipped");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void itChangesNothingAndSoMakesNoLinkForTheOwner() {
        var doctor = new CommandLine(new DoctorCommand(System.out));

        assertThatThrownBy(() -> doctor.parseArgs("--new-owner-link")).hasMessageContaining("Unknown option");
        new CommandLine(new ServeCommand(System.out)).parseArgs("--new-owner-link");
        new CommandLine(new DemoCommand(System.out)).parseArgs("--new-owner-link");
    }

    @Test
    void theRedirectAddressOfApprovalsIsMissedByItself() {
        var directory = sandbox.directory();
        var before = directory.application();
        directory.save(new Application(
                before.clientId(),
                before.displayName(),
                before.publisher(),
                before.publisherVerified(),
                before.signInAudience(),
                List.of("http://localhost/connect/callback/127.0.0.1"),
                before.permissions(),
                before.secrets(),
                before.certificates()));
        try {
            var seen = examine(Map.of());

            assertThat(seen.line("redirect_address")).startsWith("ok");
            assertThat(seen.line("redirect_approval")).startsWith("fail").contains("/approve/callback/127.0.0.1");
        } finally {
            directory.save(before);
        }
    }

    @Test
    void aWrongSecretIsDiagnosed() {
        var seen = examine(Map.of("LATCHKEY_MICROSOFT_CLIENT_SECRET", "wrong"));

        assertThat(seen.exitCode()).isEqualTo(ExitCode.FAILED.number);
        assertThat(seen.line("credential")).startsWith("fail").contains("invalid_client");
        assertThat(seen.out())
                .contains("AADSTS7000215", "Certificates & secrets")
                .doesNotContain("wrong");
    }

    @Test
    void aRedirectAddressThatIsNotRegisteredIsDiagnosed() {
        var seen = examine(Map.of("LATCHKEY_BASE_URL", "https://elsewhere.invalid"));

        assertThat(seen.exitCode()).isEqualTo(ExitCode.FAILED.number);
        assertThat(seen.line("redirect_address"))
                .startsWith("fail")
                .contains("https://elsewhere.invalid/connect/callback/");
        assertThat(seen.out()).contains("Codes: AADSTS50011");
        assertThat(seen.line("notifications")).startsWith("fail");
    }

    @Test
    void anUnknownAppIsDiagnosed() {
        var seen = examine(Map.of("LATCHKEY_MICROSOFT_CLIENT_ID", "99999999-9999-9999-9999-999999999999"));

        assertThat(seen.line("credential")).startsWith("fail");
        assertThat(seen.line("redirect_address")).startsWith("fail");
        assertThat(seen.out()).contains("AADSTS700016");
    }

    @Test
    void aSecretThatExpiresSoonIsSaidThirtyDaysAhead() {
        assertThat(examine(Map.of("LATCHKEY_MICROSOFT_CLIENT_SECRET_EXPIRES", "2030-01-31"), on("2029-12-30"))
                        .line("credential_expiry"))
                .startsWith("ok");
        assertThat(examine(Map.of("LATCHKEY_MICROSOFT_CLIENT_SECRET_EXPIRES", "2030-01-31"), on("2030-01-02"))
                        .line("credential_expiry"))
                .startsWith("fail")
                .contains("in 29 days");
        assertThat(examine(Map.of("LATCHKEY_MICROSOFT_CLIENT_SECRET_EXPIRES", "2030-01-31"), on("2030-02-01"))
                        .line("credential_expiry"))
                .contains("expired on 2030-01-31");
    }

    @Test
    void aClockThatIsWrongIsSaid() {
        var seen = examine(Map.of(), Clock.offset(Clock.systemUTC(), Duration.ofMinutes(10)));

        assertThat(seen.line("clock")).startsWith("fail").contains("ahead of");
    }

    @Test
    void aCloudThatDoesNotAnswerFailsAndWhatHangsOnItIsSkipped() {
        var seen = examine(Map.of("LATCHKEY_MICROSOFT_CLOUD", "http://127.0.0.1:9"));

        assertThat(seen.line("discovery")).startsWith("fail");
        assertThat(seen.line("signing_keys")).startsWith("skipped");
        assertThat(seen.line("clock")).startsWith("skipped");
        assertThat(seen.line("redirect_address")).startsWith("skipped");
    }

    @Test
    void aDatabaseThatCannotBeReachedIsSaidWithoutItsPassword() {
        var nobody = "jdbc:postgresql://127.0.0.1:1/latchkey?user=nobody&password=hidden";
        var seen = examine(Map.of("LATCHKEY_DATABASE_URL", nobody, "LATCHKEY_DATABASE_OWNER_URL", nobody));

        assertThat(seen.line("database")).startsWith("fail").contains("127.0.0.1:1/latchkey");
        assertThat(seen.out()).doesNotContain("hidden");
    }

    @Test
    void aBrokenKeyFileFails() throws Exception {
        Files.writeString(folder.resolve("vault-keys.json"), "{}");

        assertThat(examine(Map.of()).line("key")).startsWith("fail").contains("vault-keys.json");
    }

    @Test
    void aKeyThatIsMissingBesideAFilledDatabaseFails() throws Exception {
        Files.createDirectory(folder.resolve("postgres"));
        Files.writeString(folder.resolve("postgres").resolve("PG_VERSION"), "18");

        assertThat(examine(Map.of()).line("key")).startsWith("fail").contains("backup");
    }

    @Test
    void missingSettingsAreNamedAndEndWithTheirOwnNumber() throws Exception {
        var ended = RunningProcess.latchkey(Map.of("LATCHKEY_DATA_DIR", folder.toString()), List.of("doctor"))
                .awaitEnd();

        assertThat(ended.exitCode()).isEqualTo(ExitCode.CONFIGURATION.number);
        assertThat(ended.out()).startsWith("fail     configuration").contains("LATCHKEY_MICROSOFT_CLIENT_ID");
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void asJsonEveryStepIsThere() {
        var seen = examine(Map.of("LATCHKEY_MICROSOFT_CLIENT_SECRET", "wrong"), Clock.systemUTC(), "--json");

        assertThat(seen.out())
                .startsWith("{\"healthy\":false,\"checks\":[{\"name\":\"configuration\",\"outcome\":\"ok\"")
                .contains("\"name\":\"credential\",\"outcome\":\"fail\"", "\"cause\":\"app_credential_refused\"");
    }

    private Seen examine(Map<String, String> different) {
        return examine(different, Clock.systemUTC());
    }

    private Seen examine(Map<String, String> different, Clock clock, String... options) {
        var environment = new TreeMap<>(Map.of(
                "LATCHKEY_DATA_DIR",
                folder.toString(),
                "LATCHKEY_BASE_URL",
                "http://localhost:1",
                "LATCHKEY_MICROSOFT_CLOUD",
                sandbox.address().toString().replaceAll("/$", ""),
                "LATCHKEY_MICROSOFT_CLIENT_ID",
                Directory.CLIENT_ID,
                "LATCHKEY_MICROSOFT_CLIENT_SECRET",
                "sandbox-secret"));
        environment.putAll(different);
        var out = new ByteArrayOutputStream();
        var doctor = new DoctorCommand(new PrintStream(out, true, StandardCharsets.UTF_8));
        new CommandLine(doctor).parseArgs(options);
        return new Seen(doctor.examine(environment, clock), out.toString(StandardCharsets.UTF_8));
    }

    private static Clock on(String day) {
        return Clock.fixed(Instant.parse(day + "T12:00:00Z"), ZoneOffset.UTC);
    }
}
