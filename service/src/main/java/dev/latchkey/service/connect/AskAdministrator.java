package dev.latchkey.service.connect;

import dev.latchkey.service.connect.ConnectLink.Status;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.notices.Letter;
import dev.latchkey.service.notices.Letters;
import dev.latchkey.service.notices.Notice;
import dev.latchkey.service.notices.Notices;
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
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Mails the page for administrators to one whom a waiting member names. The words are ours, it goes to the member's own domain
 * only, and seldom: it is of no use to whoever wants to write to strangers in our name.
 */
@Component
final class AskAdministrator implements Occasion {

    /** What became of a member's wish. */
    enum Asked {
        SENT,
        OTHER_DOMAIN,
        TOO_OFTEN;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String NAME = "ask-administrator";
    private static final int A_DAY = 3;

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
            if (!LinkOrder.isAddress(administrator)
                    || !domain(administrator).equalsIgnoreCase(domain(link.expectedAddress()))) {
                return Asked.OTHER_DOMAIN;
            }
            var today = clock.instant().minus(Duration.ofDays(1));
            if (notices.count(NAME, link.id(), today) >= A_DAY) {
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
                .flatMap(notice -> Optional.ofNullable(notice.linkId()).flatMap(links::find).stream())
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

    private static String domain(@Nullable String address) {
        return address == null ? "" : address.substring(address.indexOf('@') + 1);
    }
}
