package dev.latchkey.microsoft.entra;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One trip of a browser to Entra ID.
 *
 * @param tenant a tenant's id or domain, {@code organizations} or {@code common}
 * @param scopes delegated permissions, such as {@code Mail.Send}; the OpenID Connect ones are added
 * @param state opaque, single use, bound to the browser (RFC 6749 §10.12)
 * @param nonce comes back inside the id_token
 * @param codeVerifier 43 to 128 unreserved characters (RFC 7636 §4.1); only its S256 challenge leaves
 * @param loginHint the address that is expected to sign in; without one the account picker is asked for
 * @param silent {@code prompt=none}: comes back at once, with a code or with the reason why a page would be needed
 */
public record AuthorizeRequest(
        String tenant,
        Set<String> scopes,
        URI redirectUri,
        String state,
        String nonce,
        String codeVerifier,
        @Nullable String loginHint,
        boolean silent,
        ResponseMode responseMode) {

    public AuthorizeRequest {
        scopes = Set.copyOf(scopes);
    }

    @Override
    public String toString() {
        return "AuthorizeRequest[tenant=" + tenant + ", scopes=" + scopes + ", redirectUri=" + redirectUri + "]";
    }
}
