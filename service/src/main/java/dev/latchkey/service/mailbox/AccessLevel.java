package dev.latchkey.service.mailbox;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a connection may do, and the delegated permissions of Graph that this takes. */
public enum AccessLevel {
    SEND,
    READ_BASIC,
    READ,
    SEND_AND_READ;

    /** What is asked of Graph, besides what sign-in itself needs. */
    public Set<String> scopes() {
        return switch (this) {
            case SEND -> Set.of("User.Read", "Mail.Send");
            case READ_BASIC -> Set.of("User.Read", "Mail.ReadBasic");
            case READ -> Set.of("User.Read", "Mail.Read");
            case SEND_AND_READ -> Set.of("User.Read", "Mail.Send", "Mail.ReadWrite");
        };
    }

    /** Whether it may do everything that the other may. */
    public boolean covers(AccessLevel other) {
        return this == other || this == SEND_AND_READ || (this == READ && other == READ_BASIC);
    }

    /** Whether mail can be listed. */
    public boolean reads() {
        return this != SEND;
    }

    /** Whether mail can be sent. */
    public boolean sends() {
        return this == SEND || this == SEND_AND_READ;
    }

    /** As in the API, such as {@code send_and_read}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<AccessLevel> ofWireName(String name) {
        return Arrays.stream(values())
                .filter(level -> level.wireName().equals(name))
                .findFirst();
    }
}
