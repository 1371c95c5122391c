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
        var news = tenant.consent().wireName() + " " + tenant.newsAt();
        waiters.of(tenant).stream()
                .filter(waiter -> !waiter.blocked() && words(tenant, waiter).isPresent())
                .forEach(waiter -> Optional.ofNullable(waiter.reachableAt())
                        .map(address -> Notices.Order.ofLink(NAME, address, waiter.linkId(), news))
                        .ifPresent(order -> notices.add(tenant.workspace(), order)));
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
                .findFirst()
                .flatMap(waiter -> tenants.waitedForOn(waiter.linkId())
                        .flatMap(tenant -> words(tenant, waiter))
                        .map(words ->
                                letters.write(waiter.language(), words, waiter.address(), settings.at(waiter.path()))));
    }

    /** Anybody can make up what the browser brought back: only a token says that it is approved. */
    private static Optional<String> words(Tenant tenant, Waiter waiter) {
        return switch (tenant.consent()) {
            case GRANTED, PARTIAL -> Optional.of("approved").filter(_ -> tenant.grants(waiter.scopes()));
            case REPORTED -> Optional.of("reported");
            case UNKNOWN, NEEDED, REQUESTED, REVOKED, BLOCKED -> Optional.empty();
        };
    }
}
