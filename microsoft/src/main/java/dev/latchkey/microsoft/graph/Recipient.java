package dev.latchkey.microsoft.graph;

import org.jspecify.annotations.Nullable;

/**
 * Somebody in an address line.
 *
 * @param address as Graph has it; for a sender inside an organization it can be other than an SMTP address
 */
public record Recipient(String address, @Nullable String name) {

    public static Recipient of(String address) {
        return new Recipient(address, null);
    }
}
