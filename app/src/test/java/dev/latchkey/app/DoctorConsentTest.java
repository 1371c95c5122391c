package dev.latchkey.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.db.RunningServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the doctor learns of the customers' organizations from the database of a service that runs beside it. */
class DoctorConsentTest {

    private static final String TENANTS = """
            insert into tenants (id, workspace_id, cloud, domain, consent, created_at, changed_at)
            select 'ten_' || domain, (select id from workspaces), 'cloud', domain, consent, now(), now()
            from (values ('contoso.example', 'granted'), ('northwind.example', 'blocked'), ('fabrikam.example', 'reported'))
                as known (domain, consent)
            """;

    @TempDir
    private Path folder;

    @Test
    void eachOrganizationIsKnownByItsDomainAndAllAreCounted() throws Exception {
        assertThat(doctor()).startsWith("skipped").contains("not running");
        var environment = Map.of("LATCHKEY_DATA_DIR", folder.toString(), "LATCHKEY_DATABASE_PORT", "0");
        try (var demo = RunningProcess.latchkey(environment, List.of("demo", "--port", "0", "--sandbox-port", "0"))) {
            demo.awaitLine(line -> line.contains("/welcome/"));
            assertThat(doctor()).startsWith("ok").contains("nobody has tried");
            var url = RunningServer.ownerUrl(folder.resolve("postgres")).orElseThrow();
            try (var connection = DriverManager.getConnection(url);
                    var statement = connection.createStatement()) {
                statement.execute(TENANTS);
            }

            assertThat(doctor()).startsWith("ok").contains("1 of 3 organizations let us in");
            assertThat(doctor("--tenant", "contoso.example")).startsWith("ok").contains("granted");
            assertThat(doctor("--tenant", "northwind.example"))
                    .startsWith("fail")
                    .contains("blocked");
            assertThat(doctor("--tenant", "fabrikam.example"))
                    .startsWith("skipped")
                    .contains("reported");
            assertThat(doctor("--tenant", "elsewhere.example"))
                    .startsWith("skipped")
                    .contains("nobody of elsewhere");
        }
    }

    /** The line about consent. */
    private String doctor(String... options) {
        var environment = Map.of(
                "LATCHKEY_DATA_DIR",
                folder.toString(),
                "LATCHKEY_MICROSOFT_CLOUD",
                "http://127.0.0.1:9",
                "LATCHKEY_MICROSOFT_CLIENT_ID",
                "99999999-9999-9999-9999-999999999999",
                "LATCHKEY_MICROSOFT_CLIENT_SECRET",
                "any");
        var out = new ByteArrayOutputStream();
        var doctor = new DoctorCommand(new PrintStream(out, true, StandardCharsets.UTF_8));
        new CommandLine(doctor).parseArgs(options);
        doctor.examine(environment, Clock.systemUTC());
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains(" consent "))
                .findFirst()
                .orElseThrow();
    }
}
