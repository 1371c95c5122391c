package dev.latchkey.service.connect;

import dev.latchkey.service.diagnosis.Explain;
import dev.latchkey.service.events.Event;
import dev.latchkey.service.events.EventType;
import dev.latchkey.service.mailbox.Mailbox;
import dev.latchkey.service.mailbox.MailboxStatus;
import dev.latchkey.service.mailbox.Mailboxes;
import dev.latchkey.service.notices.Letter;
import dev.latchkey.service.notices.Letters;
import dev.latchkey.service.notices.Notice;
import dev.latchkey.service.notices.Notices;
import dev.latchkey.service.notices.Occasion;
import dev.latchkey.service.workspace.Members;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells people that their mailboxes have to be connected again: all of one person in one mail, and one mail a day at most. */
@Component
final class ReconnectNotices implements Occasion {

    static final String NAME = "mailbox-needs-reconnect";
    /** What one cause ends comes within moments. */
    private static final Duration GATHERING = Duration.ofMinutes(2);

    private final Mailboxes mailboxes;
    private final ConnectLinks links;
    private final Notices notices;
    private final Members members;
    private final Letters letters;
    private final Explain explain;

    ReconnectNotices(
            Mailboxes mailboxes,
            ConnectLinks links,
            Notices notices,
            Members members,
            Letters letters,
            Explain explain) {
        this.mailboxes = mailboxes;
        this.links = links;
        this.notices = notices;
        this.members = members;
        this.letters = letters;
        this.explain = explain;
    }

    @EventListener
    void on(Event event) {
        var id = event.mailboxId();
        if (id != null && event.type() == EventType.MAILBOX_NEEDS_RECONNECT) {
            mailboxes
                    .find(id)
                    .ifPresent(mailbox -> notices.add(
                            event.workspace(),
                            new Notices.Order(NAME, recipient(mailbox), null, id, id + " " + mailbox.connectedAt()),
                            GATHERING));
        }
    }

    /** A member of ours where they sign in; one of the platform's by the mailbox itself, which still takes mail. */
    private String recipient(Mailbox mailbox) {
        return members.known(mailbox.member()) ? mailbox.member() : mailbox.address();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration quiet() {
        return Duration.ofDays(1);
    }

    @Override
    public Optional<Letter> letter(List<Notice> notices) {
        var ended = notices.stream()
                .flatMap(notice -> Optional.ofNullable(notice.mailboxId()).flatMap(mailboxes::find).stream())
                .filter(mailbox -> mailbox.status() == MailboxStatus.NEEDS_RECONNECT)
                .distinct()
                .toList();
        if (ended.isEmpty()) {
            return Optional.empty();
        }
        var locale = links.languageOf(ended.getFirst().id());
        var list = ended.stream().map(mailbox -> line(mailbox, locale)).collect(Collectors.joining("\n"));
        return Optional.of(letters.write(locale, "reconnect", list));
    }

    private String line(Mailbox mailbox, Locale locale) {
        var finding = mailbox.finding();
        return "- " + mailbox.address()
                + (finding == null ? "" : ": " + explain.in(locale, finding).title());
    }
}
