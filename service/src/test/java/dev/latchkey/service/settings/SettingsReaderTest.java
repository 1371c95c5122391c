package dev.latchkey.service.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {

    private static final Map<String, String> ENOUGH =
            Map.of("LATCHKEY_MICROSOFT_CLIENT_ID", "client", "LATCHKEY_MICROSOFT_CLIENT_SECRET", "hidden-secret");

    @Test
    void everythingWrongIsReportedAtOnce() {
        var environment = Map.of(
                "LATCHKEY_BASE_URL", "http://mail.example.com",
                "LATCHKEY_PORT", "eighty",
                "LATCHKEY_WAITING_DAYS", "0",
                "LATCHKEY_MICROSOFT_CLOUD", "mars",
                "LATCHKEY_DATABASE_URL", "postgres://db",
                "LATCHKEY_PUBLISHER_VERIFIED", "perhaps");

        assertThatThrownBy(() -> SettingsReader.read(environment::get))
                .isInstanceOf(InvalidSettings.class)
                .message()
                .satisfies(message -> assertThat(message.lines())
                        .anyMatch(line -> line.startsWith("LATCHKEY_BASE_URL") && line.contains("https"))
                        .anyMatch(line -> line.startsWith("LATCHKEY_PORT") && line.contains("eighty"))
                        .anyMatch(line -> line.startsWith("LATCHKEY_WAITING_DAYS") && line.contains("from 1 to 365"))
                        .anyMatch(line -> line.startsWith("LATCHKEY_MICROSOFT_CLOUD") && line.contains("mars"))
                        .anyMatch(line -> line.startsWith("LATCHKEY_MICROSOFT_CLIENT_ID"))
                        .anyMatch(line -> line.startsWith("LATCHKEY_MICROSOFT_CLIENT_SECRET"))
                        .anyMatch(line -> line.startsWith("LATCHKEY_DATABASE_URL"))
                        .anyMatch(line -> line.startsWith("LATCHKEY_DATABASE_OWNER_URL"))
                        .anyMatch(line -> line.startsWith("LATCHKEY_PUBLISHER_VERIFIED")));
    }

    @Test
    void aPasswordBeforeTheHostIsRefusedWithoutShowingIt() {
        for (var name : List.of("LATCHKEY_DATABASE_URL", "LATCHKEY_DATABASE_OWNER_URL")) {
            assertThatThrownBy(() -> read(Map.of(name, "jdbc:postgresql://latch:hushhush@host/db")))
                    .message()
                    .contains(name + " holds a user name before the host", "?user=")
                    .doesNotContain("hushhush");
        }
    }

    @Test
    void plainHttpIsForLoopbackOnly() {
        assertThat(read(Map.of("LATCHKEY_BASE_URL", "http://localhost:8080/")).baseUrl())
                .hasToString("http://localhost:8080");
        assertThatThrownBy(() -> read(Map.of("LATCHKEY_MICROSOFT_CLOUD", "http://sandbox.example")))
                .hasMessageContaining("LATCHKEY_MICROSOFT_CLOUD");
    }

    @Test
    void theNamesThatPeopleReadHaveDefaults() {
        var branding = read(Map.of()).branding();

        assertThat(branding)
                .isEqualTo(new Settings.Branding(
                        "Enginy", "Enginy AI", "Genesy AI", true, "Required for CRM integration"));
    }

    @Test
    void theMailServerIsAnAddressAndWrongOnesAreNotRepeated() {
        var server = read(Map.of(
                        "LATCHKEY_BASE_URL", "https://mail.enginy.example",
                        "LATCHKEY_NOTICES_SMTP_URL", "smtp://apikey:hidden%2Fpassword@smtp.example"))
                .notices();
        assertThat(server)
                .isEqualTo(new Settings.Notices(
                        "smtp.example", 587, false, "apikey", "hidden/password", "no-reply@mail.enginy.example"));
        assertThat(server).asString().doesNotContain("hidden");
        assertThat(read(Map.of()).notices()).isNull();

        assertThatThrownBy(() -> read(Map.of("LATCHKEY_NOTICES_SMTP_URL", "https://apikey:hidden@smtp.example")))
                .hasMessageContaining("LATCHKEY_NOTICES_SMTP_URL")
                .hasMessageContaining("smtps://")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void printedSettingsShowNoSecret() {
        var settings = read(Map.of(
                "LATCHKEY_DATABASE_URL", "jdbc:postgresql://db/latchkey?user=a&password=hidden-password",
                "LATCHKEY_DATABASE_OWNER_URL", "jdbc:postgresql://db/latchkey?user=o&password=hidden-password"));

        assertThat(settings.toString()).doesNotContain("hidden");
    }

    private static Settings read(Map<String, String> more) {
        var environment = new HashMap<>(ENOUGH);
        environment.putAll(more);
        return SettingsReader.read(environment::get);
    }
}
