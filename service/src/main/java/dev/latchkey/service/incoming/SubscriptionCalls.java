package dev.latchkey.service.incoming;

import dev.latchkey.microsoft.graph.GraphReply;
import dev.latchkey.microsoft.graph.MailboxClient;
import dev.latchkey.microsoft.graph.Subscription;
import dev.latchkey.service.db.Ids;
import dev.latchkey.service.incoming.SubscriptionRows.Row;
import dev.latchkey.service.settings.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/**
 * Subscribes at Microsoft.
 *
 * @see <a href="https://learn.microsoft.com/graph/change-notifications-delivery-webhooks">Notifications by webhook</a>
 */
@Component
final class SubscriptionCalls {

    /** Outlook allows 10,080 minutes, which is a week; our clock can be ahead of Microsoft's. */
    static final Duration LIFE = Duration.ofDays(7).minusHours(2);

    private static final String CHANGES = "created,updated,deleted";

    sealed interface Kept {
        record Renewed(Instant expires) implements Kept {}

        record Made(String graphId, String clientState, Instant expires) implements Kept {}

        /** Microsoft has one for this folder already, which is not this row's. */
        record Another(String graphId) implements Kept {}
    }

    private final Settings settings;
    private final Clock clock;

    SubscriptionCalls(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    GraphReply<Kept> keep(MailboxClient client, Row row) {
        if (row.graphId() == null) {
            return make(client, row);
        }
        var renewed = client.subscriptions().renew(row.graphId(), expires());
        if (renewed instanceof GraphReply.Refused<Subscription>(var error)
                && (error.notFound() || error.status() == 410)) {
            return make(client, row);
        }
        return renewed.map(subscription -> new Kept.Renewed(subscription.expirationDateTime()));
    }

    /** In the place of one whose {@code clientState} nobody knows, left by a crash between Microsoft's answer and our note of it. */
    GraphReply<Kept> replace(MailboxClient client, Row row, String graphId) {
        return client.subscriptions().delete(graphId).then(deleted -> make(client, row));
    }

    private GraphReply<Kept> make(MailboxClient client, Row row) {
        var clientState = Ids.secret();
        var here = settings.at("/notifications/microsoft");
        var made = client.subscriptions()
                .create(new Subscription.Order("/me/" + path(row), CHANGES, here, here, expires(), clientState));
        if (made instanceof GraphReply.Refused<Subscription>(var error) && error.status() == 409) {
            return client.subscriptions().list().then(all -> another(all, row, new GraphReply.Refused<>(error)));
        }
        return made.map(
                subscription -> new Kept.Made(subscription.id(), clientState, subscription.expirationDateTime()));
    }

    private static GraphReply<Kept> another(List<Subscription> all, Row row, GraphReply<Kept> none) {
        return all.stream()
                .filter(subscription -> subscription
                        .resource()
                        .toLowerCase(Locale.ROOT)
                        .endsWith(path(row).toLowerCase(Locale.ROOT)))
                .findFirst()
                .<GraphReply<Kept>>map(subscription -> new GraphReply.Done<>(new Kept.Another(subscription.id())))
                .orElse(none);
    }

    private static String path(Row row) {
        return "mailFolders('" + row.wellKnown() + "')/messages";
    }

    private Instant expires() {
        return clock.instant().plus(LIFE);
    }
}
