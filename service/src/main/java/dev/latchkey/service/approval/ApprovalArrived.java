package dev.latchkey.service.approval;

import dev.latchkey.service.notices.Letter;
import dev.latchkey.service.notices.Letters;
import dev.latchkey.service.notices.Notice;
import dev.latchkey.service.notices.Notices;
import dev.latchkey.service.notices.Occasion;
import dev.latchkey.service.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Tells those who wait that they can go on, whether it is proved or only said. */
@Component
final class ApprovalArrived implements Occasion {

    private static final String NAME = "approval-arrived";

    private final Tenants tenants;
    private final Waiters waiters;
    private final Notices notices;
    private final Letters letters;
    private final Settings settings;

    ApprovalArrived(Tenants tenants, Waiters waiters, Notices notices, Letters letters, Settings settings) {
        this.tenants = tenants;
        this.waiters = waiters;
        this.notices = notices;
        this.letters = letters;
        this.settings = settings;
    }

    /** Call it once the tenant's consent has moved. */
    void tell(Tenant tenant) {
        waiters.of(tenant).forEach(waiter -> words(tenant, waiter).ifPresent(words -> tell(tenant, waiter, words)));
    }

    /** Once for each time that they were stopped. */
    private void tell(Tenant tenant, Waiter waiter, String words) {
        var address = waiter.reachableAt();
        if (address != null) {
            var once = words + " " + waiter.stop().at();
            notices.add(tenant.workspace(), Notices.Order.ofLink(NAME, address, waiter.linkId(), once));
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    /** First it is said, soon after it is proved: once is enough, unless nothing came of it. */
    @Override
    public Duration quiet() {
        return Duration.ofDays(1);
    }

    @Override
    public Optional<Letter> letter(List<Notice> notices) {
        return notices.stream()
                .flatMap(notice -> waiters.toldBy(notice).stream())
                .flatMap(waiter -> letter(waiter).stream())
                .findFirst();
    }

    private Optional<Letter> letter(Waiter waiter) {
        return tenants.waitedForOn(waiter.linkId())
                .flatMap(tenant -> words(tenant, waiter))
                .map(words -> letters.write(waiter.language(), words, waiter.address(), settings.at(waiter.path())));
    }

    /** Anybody can make up what the browser brought back: only a token says that it is approved. */
    private static Optional<String> words(Tenant tenant, Waiter waiter) {
        if (waiter.blocked()) {
            return Optional.empty();
        }
        if (waiter.isLetThrough(tenant)) {
            return Optional.of("approved");
        }
        return tenant.consent() == Consent.REPORTED ? Optional.of("reported") : Optional.empty();
    }
}
