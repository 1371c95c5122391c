package dev.latchkey.microsoft.entra;

import java.util.List;

/**
 * The application as it is registered in Entra ID.
 *
 * @param clientId "Application (client) ID" of the portal
 * @param credentials one, or an old and a new one while they overlap; what Entra ID does not take is followed by the next
 */
public record AppRegistration(String clientId, List<Credential> credentials) {

    public AppRegistration {
        credentials = List.copyOf(credentials);
        if (credentials.isEmpty()) {
            throw new IllegalArgumentException("an application needs a credential");
        }
    }

    public AppRegistration(String clientId, Credential credential) {
        this(clientId, List.of(credential));
    }
}
