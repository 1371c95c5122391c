package dev.latchkey.service.events;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Everything a platform can be told. */
public enum EventType {
    MAILBOX_CONNECTED("mailbox.connected"),
    MAILBOX_UPGRADED("mailbox.upgraded"),
    MAILBOX_NEEDS_RECONNECT("mailbox.needs_reconnect"),
    MAILBOX_DISCONNECTED("mailbox.disconnected"),
    CONNECT_FAILED("connect.failed"),
    CONNECT_WAITING_FOR_APPROVAL("connect.waiting_for_approval"),
    TENANT_CONSENT_GRANTED("tenant.consent_granted"),
    TENANT_CONSENT_REVOKED("tenant.consent_revoked"),
    MESSAGE_RECEIVED("message.received"),
    MESSAGE_REPLIED("message.replied"),
    MESSAGE_BOUNCED("message.bounced"),
    MESSAGE_AUTO_REPLIED("message.auto_replied"),
    MESSAGE_UPDATED("message.updated"),
    MESSAGE_DELETED("message.deleted"),
    OUTGOING_SENT("outgoing.sent"),
    OUTGOING_FAILED("outgoing.failed"),
    OUTGOING_IN_DOUBT("outgoing.in_doubt"),
    WEBHOOK_DISABLED("webhook.disabled"),
    WEBHOOK_TEST("webhook.test");

    private final String wireName;

    EventType(String wireName) {
        this.wireName = wireName;
    }

    /** As in the API, such as {@code message.replied}. */
    public String wireName() {
        return wireName;
    }

    public static Optional<EventType> ofWireName(String name) {
        return Arrays.stream(values())
                .filter(type -> type.wireName.equals(name))
                .findFirst();
    }

    public static List<String> wireNames() {
        return Arrays.stream(values()).map(EventType::wireName).toList();
    }
}
