package dev.latchkey.service.approval;

import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.events.Event;
import dev.latchkey.service.events.EventType;
import dev.latchkey.service.notices.Letter;
import dev.latchkey.service.notices.Letters;
import dev.latchkey.service.notices.Notice;
import dev.latchkey.service.notices.Notices;
import dev.latchkey.service.notices.Occasion;
import dev.latchkey.service.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Reminds those who wait, ever more seldom. A grant that is made in the admin center tells us nothing: where nobody of the
 * tenant is connected by whom to find it, only a member can.
 */
@Component
final class StillWaiting implements Occasion {

    private static final String NAME = "still-waiting";
    private static final List<Integer> DAYS = List.of(1, 3, 7, 14, 28);

    private final Waiters waiters;
    private final Notices notices;
    private final Letters letters;
    private final Settings settings;

    StillWaiting(Waiters waiters, Notices notices, Letters letters, Settings settings) {
        this.waiters = waiters;
        this.notices = notices;
        this.letters = letters;
        this.settings = settings;
    }

    @EventListener
    void on(Event event) {
        if (event.type() == EventType.CONNECT_WAITING_FOR_APPROVAL) {
            var link = event.data().path("link_id").asString("");
            waiters.reachableAt(link).ifPresent(address -> remind(event.workspace(), link, address));
        }
    }

    private void remind(WorkspaceId workspace, String link, String address) {
        for (var days : DAYS) {
            notices.add(workspace, Notices.Order.ofLink(NAME, address, link, "day " + days), Duration.ofDays(days));
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Letter> letter(List<Notice> notices) {
        return notices.stream()
                .flatMap(notice -> waiters.toldBy(notice).stream())
                .findFirst()
                .map(waiter -> letters.write(
                        waiter.language(),
                        waiter.blocked() ? "blocked" : "waiting",
                        waiter.address(),
                        settings.at(waiter.path())));
    }
}
