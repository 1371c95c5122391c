package dev.latchkey.service.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.microsoft.entra.AppRegistration;
import dev.latchkey.microsoft.entra.ClientSecret;
import dev.latchkey.service.DemoWorld;
import dev.latchkey.service.WatchedMailbox;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.notices.Letters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class CredentialAlarmTest {

    private static final LocalDate LAST = LocalDate.parse("2030-01-31");

    private final DemoWorld world = DemoWorld.shared();
    private final Transactions transactions = world.service().bean(Transactions.class);
    private final JdbcClient sql = world.service().bean(JdbcClient.class);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @AfterEach
    void asItWas() {
        transactions.run(
                world.workspace(),
                () -> sql.sql("delete from notices where occasion = 'credential-ends'")
                        .update());
    }

    @Test
    void itIsSaidFromThirtyDaysAheadAndMeasuredAlways() {
        assertThat(on("2029-12-31").ending()).isEmpty();
        assertThat(on("2030-01-01").ending()).contains(new CredentialAlarm.Ending(LAST, 30));
        assertThat(on("2030-02-02").ending()).contains(new CredentialAlarm.Ending(LAST, -2));
        assertThat(meters.get("latchkey.credential.remaining").timeGauge().value(TimeUnit.DAYS))
                .isEqualTo(31);
    }

    @Test
    void ownersAreTold30And14And3DaysAhead() {
        assertThat(List.of("2030-01-01", "2030-01-16", "2030-01-17", "2030-01-27", "2030-01-28", "2030-02-03").stream()
                        .map(day -> on(day).ending().orElseThrow().step()))
                .containsExactly(30, 30, 14, 14, 3, 3);
        assertThat(on("2030-01-28").letter(List.of()).orElseThrow().text()).contains("In 3 days", "2030-01-31");
    }

    /** The running service knows of no end, so that what is left to tell when it looks is nothing. */
    @Test
    void whatIsOverWhenTheMailLeavesIsNotTold() {
        on("2030-01-28").run();

        WatchedMailbox.eventually(() -> told().isEmpty());
    }

    @Test
    void aNewCredentialBesideTheOldOneEndsTheAlarm() {
        var next = new ClientSecret("new", LAST.plusYears(1));

        assertThat(on("2030-01-30", new ClientSecret("old", LAST), next).ending())
                .isEmpty();
    }

    private List<String> told() {
        return transactions.in(
                world.workspace(),
                () -> sql.sql("select once from notices where occasion = 'credential-ends'")
                        .query((row, number) -> row.getString("once"))
                        .list());
    }

    private CredentialAlarm on(String day) {
        return on(day, new ClientSecret("secret", LAST));
    }

    private CredentialAlarm on(String day, ClientSecret... secrets) {
        return new CredentialAlarm(
                new AppRegistration("client", List.of(secrets)),
                transactions,
                world.service().bean(CredentialAlarm.Owners.class),
                world.service().bean(Letters.class),
                meters,
                Clock.fixed(Instant.parse(day + "T12:00:00Z"), ZoneOffset.UTC));
    }
}
