package dev.latchkey.service.connect;

import dev.latchkey.service.connect.ConnectLink.Status;
import dev.latchkey.service.notices.Letter;
import dev.latchkey.service.notices.Letters;
import dev.latchkey.service.notices.Notice;
import dev.latchkey.service.notices.Notices;
import dev.latchkey.service.notices.Occasion;
import dev.latchkey.service.settings.Settings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Some of Microsoft's pages send nothing back: after a while the member is asked once what they saw. */
@Component
final class SilentAttempt implements Occasion {

    static final Duration SILENCE = Duration.ofMinutes(10);

    private static final String NAME = "attempt-silent";

    private final ConnectLinks links;
    private final Letters letters;
    private final Settings settings;
    private final Clock clock;

    SilentAttempt(ConnectLinks links, Letters letters, Settings settings, Clock clock) {
        this.links = links;
        this.letters = letters;
        this.settings = settings;
        this.clock = clock;
    }

    static Optional<Notices.Order> order(ConnectLink link) {
        return Optional.ofNullable(link.reachableAt())
                .map(address -> Notices.Order.ofLink(NAME, address, link.id(), "silent"));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Letter> letter(List<Notice> notices) {
        return notices.stream()
                .flatMap(notice -> Optional.ofNullable(notice.linkId())
                        .flatMap(links::find)
                        .filter(link -> notice.recipient().equals(link.reachableAt()))
                        .stream())
                .filter(link -> link.status() == Status.AT_MICROSOFT && link.open(clock.instant()))
                .findFirst()
                .map(link -> letters.write(link.locale(), "silent", settings.at(link.path())));
    }
}
