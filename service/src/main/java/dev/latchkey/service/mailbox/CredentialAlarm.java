package dev.latchkey.service.mailbox;

import dev.latchkey.microsoft.entra.AppRegistration;
import dev.latchkey.microsoft.entra.Credential;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.jobs.Recurring;
import dev.latchkey.service.notices.Letter;
import dev.latchkey.service.notices.Letters;
import dev.latchkey.service.notices.Notice;
import dev.latchkey.service.notices.Notices;
import dev.latchkey.service.notices.Occasion;
import dev.latchkey.service.workspace.Members;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Warns before the app registration's credential ends, from when on no token of any mailbox can be renewed: in the log, by mail to
 * owners 30, 14 and 3 days ahead, and as the metric {@code latchkey.credential.remaining}.
 */
@Component
public final class CredentialAlarm implements Recurring, Occasion {

    /** @param days that are left; negative once it is over */
    public record Ending(LocalDate last, long days) {

        /** How many days ahead it is told of, at this time. */
        int step() {
            return DAYS_AHEAD.stream()
                    .filter(ahead -> days <= ahead)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(CredentialAlarm.class);
    private static final String NAME = "credential-ends";
    private static final List<Integer> DAYS_AHEAD = List.of(3, 14, 30);

    private final AppRegistration registration;
    private final Transactions transactions;
    private final Owners owners;
    private final Letters letters;
    private final Clock clock;

    /** Whom to tell. */
    @Component
    record Owners(JdbcClient sql, Members members, Notices notices) {}

    CredentialAlarm(
            AppRegistration registration,
            Transactions transactions,
            Owners owners,
            Letters letters,
            MeterRegistry meters,
            Clock clock) {
        this.registration = registration;
        this.transactions = transactions;
        this.owners = owners;
        this.letters = letters;
        this.clock = clock;
        lastDay()
                .ifPresent(
                        last -> TimeGauge.builder("latchkey.credential.remaining", () -> daysUntil(last), TimeUnit.DAYS)
                                .description("Until the app registration's last credential ends")
                                .register(meters));
    }

    /** The end of the credential that lasts longest, from 30 days ahead; empty where one does not say how long it lasts. */
    public Optional<Ending> ending() {
        return lastDay()
                .map(last -> new Ending(last, daysUntil(last)))
                .filter(ending -> ending.days() <= Collections.max(DAYS_AHEAD));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration every() {
        return Duration.ofHours(6);
    }

    @Override
    public void run() {
        ending().ifPresent(ending -> {
            LOG.warn(
                    "the app registration's credential ends on {}, in {} days: then no mailbox gets a new token",
                    ending.last(),
                    ending.days());
            workspaces().forEach(workspace -> transactions.run(workspace, () -> tellOwners(workspace, ending)));
        });
    }

    @Override
    public Optional<Letter> letter(List<Notice> notices) {
        return ending().map(ending -> letters.write(Locale.ENGLISH, "credential", ending.last(), ending.days()));
    }

    private void tellOwners(WorkspaceId workspace, Ending ending) {
        owners.members()
                .owners()
                .forEach(owner -> owners.notices()
                        .add(
                                workspace,
                                new Notices.Order(NAME, owner, null, null, ending.last() + " " + ending.step())));
    }

    private List<WorkspaceId> workspaces() {
        return transactions.installation(() -> owners.sql()
                .sql("select * from all_workspaces()")
                .query((row, number) -> new WorkspaceId(row.getString(1)))
                .list());
    }

    private Optional<LocalDate> lastDay() {
        var days = registration.credentials().stream().map(Credential::lastDay).toList();
        return days.stream().allMatch(Optional::isPresent)
                ? days.stream().flatMap(Optional::stream).max(LocalDate::compareTo)
                : Optional.empty();
    }

    private long daysUntil(LocalDate last) {
        return ChronoUnit.DAYS.between(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), last);
    }
}
