package dev.latchkey.microsoft.entra;

import java.net.URI;
import java.util.Set;

/**
 * An authorization code to be turned into tokens; good for about ten minutes, once.
 *
 * @param tenant as in the {@link AuthorizeRequest}; where it is a tenant's id, the person must be of that tenant
 * @param codeVerifier as in the {@link AuthorizeRequest}
 * @param nonce as in the {@link AuthorizeRequest}; must be in the id_token
 * @param scopes of one resource only
 */
public record Redemption(
        String tenant, String code, URI redirectUri, String codeVerifier, String nonce, Set<String> scopes) {

    public Redemption {
        scopes = Set.copyOf(scopes);
    }

    @Override
    public String toString() {
        return "Redemption[tenant=" + tenant + ", scopes=" + scopes + ", redirectUri=" + redirectUri + "]";
    }
}
