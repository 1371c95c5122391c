package dev.latchkey.microsoft.graph;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A standing order for change notifications; ends by itself at {@code expirationDateTime}. */
public record Subscription(
        String id,
        String resource,
        String changeType,
        @Nullable URI notificationUrl,
        Instant expirationDateTime) {

    /**
     * One to be made.
     *
     * @param resource such as {@code /me/mailFolders('inbox')/messages}
     * @param changeType of {@code created}, {@code updated}, {@code deleted}, separated by commas
     * @param notificationUrl is asked to echo a token before the call returns; https, or loopback at the sandbox
     * @param expirationDateTime at most 10,080 minutes ahead
     * @param clientState at most 128 characters; comes with each notification and shows that Graph sent it
     */
    public record Order(
            String resource,
            String changeType,
            URI notificationUrl,
            @Nullable URI lifecycleNotificationUrl,
            Instant expirationDateTime,
            String clientState) {

        @Override
        public String toString() {
            return "Order[" + changeType + " of " + resource + " until " + expirationDateTime + "]";
        }
    }
}
