package dev.latchkey.microsoft.entra;

/**
 * The application as it is registered in Entra ID.
 *
 * @param clientId "Application (client) ID" of the portal
 */
public record AppRegistration(String clientId, Credential credential) {}
