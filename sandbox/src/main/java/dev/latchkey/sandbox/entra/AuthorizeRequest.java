package dev.latchkey.sandbox.entra;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An authorization request that was found good. An admin consent request is kept in the same record, with its query
 * response mode and nothing of PKCE.
 *
 * @param tenant the path segment: a tenant's id or domain, {@code common}, {@code organizations}
 * @param scope the parameter as it was sent
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow">Authorization code
 *     flow</a>
 */
record AuthorizeRequest(
        String tenant,
        String clientId,
        String redirectUri,
        ResponseMode responseMode,
        String scope,
        Set<Permission> permissions,
        @Nullable String state,
        @Nullable String nonce,
        @Nullable String prompt,
        @Nullable String loginHint,
        @Nullable String domainHint,
        @Nullable String codeChallenge,
        @Nullable String codeChallengeMethod,
        boolean clientInfo) {

    boolean prompts(String value) {
        return value.equals(prompt);
    }
}
