package dev.latchkey.service.connect;

import dev.latchkey.service.connect.ConnectLink.Status;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.notices.Letter;
import dev.latchkey.service.notices.Letters;
import dev.latchkey.service.notices.Notice;
import dev.latchkey.service.notices.Notices;
import dev.latchkey.service.notices.Notices.Counts;
import dev.latchkey.service.notices.Occasion;
import dev.latchkey.service.settings.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Mails the page for administrators to one whom a waiting member names. The words are ours, it goes to a domain only of which
 * the member is known to be, and seldom: it is of no use to whoever wants to write to strangers in our name.
 */
@Component
final class AskAdministrator implements Occasion {

    /** What became of a member's wish. */
    enum Asked {
        SENT,
        /** The member is not known to be of the domain that they typed. */
        UNKNOWN_DOMAIN,
        OTHER_DOMAIN,
        TOO_OFTEN;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String NAME = "ask-administrator";
    private static final Duration A_DAY = Duration.ofDays(1);
    private static final Counts MOST = new Counts(3, 5, 100);

    private final Transactions transactions;
    private final ConnectLinks links;
    private final Notices notices;
    private final Letters letters;
    private final Settings settings;
    private final Clock clock;

    AskAdministrator(
            Transactions transactions,
            ConnectLinks links,
            Notices notices,
            Letters letters,
            Settings settings,
            Clock clock) {
        this.transactions = transactions;
        this.links = links;
        this.notices = notices;
        this.letters = letters;
        this.settings = settings;
        this.clock = clock;
    }

    /** @param administrator an address at the domain of the member's mailbox */
    Asked ask(ConnectLink link, String administrator) {
        return transactions.in(link.workspace(), () -> {
            if (!link.ofKnownDomain()) {
                return Asked.UNKNOWN_DOMAIN;
            }
            if (!LinkOrder.isAddress(administrator) || !link.ofSameDomain(administrator)) {
                return Asked.OTHER_DOMAIN;
            }
            notices.oneAfterTheOther(link.workspace());
            if (notices.counts(NAME, link.id(), clock.instant().minus(A_DAY)).reach(MOST)) {
                return Asked.TOO_OFTEN;
            }
            var address = administrator.toLowerCase(Locale.ROOT);
            notices.add(link.workspace(), Notices.Order.ofLink(NAME, address, link.id(), day()));
            return Asked.SENT;
        });
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Members who name the same administrator are told of together. */
    @Override
    public Duration quiet() {
        return Duration.ofHours(12);
    }

    @Override
    public Optional<Letter> letter(List<Notice> notices) {
        var waiting = notices.stream()
                .flatMap(notice -> Optional.ofNullable(notice.linkId())
                        .flatMap(links::find)
                        .filter(link -> link.ofKnownDomain() && link.ofSameDomain(notice.recipient()))
                        .stream())
                .filter(link -> link.status() == Status.WAITING_FOR_APPROVAL)
                .toList();
        return waiting.stream()
                .findFirst()
                .flatMap(first -> links.standing(first)
                        .map(Standing::approvalLink)
                        .map(page -> letters.write(
                                first.locale(),
                                "administrator",
                                settings.branding().appName(),
                                settings.branding().publisherName(),
                                String.join(
                                        ", ",
                                        waiting.stream()
                                                .map(ConnectLink::expectedAddress)
                                                .filter(Objects::nonNull)
                                                .distinct()
                                                .toList()),
                                settings.at("/approve/" + page))));
    }

    private String day() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString();
    }
}
