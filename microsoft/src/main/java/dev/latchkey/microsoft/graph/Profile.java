package dev.latchkey.microsoft.graph;

import org.jspecify.annotations.Nullable;

/**
 * The person whose token it is.
 *
 * @param id the object id in the tenant
 * @param mail the primary SMTP address; null for one without a mailbox
 */
public record Profile(
        String id,
        @Nullable String displayName,
        @Nullable String mail,
        @Nullable String userPrincipalName) {}
