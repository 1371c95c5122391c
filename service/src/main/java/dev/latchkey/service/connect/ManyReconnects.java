package dev.latchkey.service.connect;

import dev.latchkey.service.events.Event;
import dev.latchkey.service.events.EventType;
import dev.latchkey.service.notices.Letter;
import dev.latchkey.service.notices.Letters;
import dev.latchkey.service.notices.Notice;
import dev.latchkey.service.notices.Notices;
import dev.latchkey.service.notices.Occasion;
import dev.latchkey.service.settings.Settings;
import dev.latchkey.service.workspace.Members;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells the owners of a workspace when many mailboxes fall at once: that is rarely the members' own doing. */
@Component
final class ManyReconnects implements Occasion {

    static final int MANY = 25;

    private static final String NAME = "many-need-reconnect";

    private final Notices notices;
    private final Members members;
    private final Letters letters;
    private final Settings settings;

    ManyReconnects(Notices notices, Members members, Letters letters, Settings settings) {
        this.notices = notices;
        this.members = members;
        this.letters = letters;
        this.settings = settings;
    }

    @EventListener
    void on(Event event) {
        if (event.type() == EventType.MAILBOX_NEEDS_RECONNECT && notices.untold(ReconnectNotices.NAME) >= MANY) {
            members.owners()
                    .forEach(owner ->
                            notices.add(event.workspace(), new Notices.Order(NAME, owner, null, null, today(event))));
        }
    }

    private static String today(Event event) {
        return LocalDate.ofInstant(event.createdAt(), ZoneOffset.UTC).toString();
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
    public Optional<Letter> letter(List<Notice> due) {
        var now = notices.untold(ReconnectNotices.NAME);
        return now < MANY
                ? Optional.empty()
                : Optional.of(letters.write(Locale.ENGLISH, "many", now, settings.at("/settings/email")));
    }
}
