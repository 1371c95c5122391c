package dev.latchkey.microsoft.entra;

/**
 * Who signed in, from a checked id_token.
 *
 * @param tenantId {@code tid}; with {@code objectId} it is the key of the account
 * @param objectId {@code oid}
 * @param address {@code preferred_username}: can change and is not proof of owning that address; may be empty
 * @param name for display; may be empty
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference">Claims</a>
 */
public record Identity(String tenantId, String objectId, String address, String name) {}
