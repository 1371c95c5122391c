package dev.latchkey.sandbox.entra;

/**
 * What an access token is for. Tokens for Graph name it by its GUID, those for Exchange Online by its address; a
 * server accepts only its own.
 */
public enum Resource {
    GRAPH("https://graph.microsoft.com", "00000003-0000-0000-c000-000000000000"),
    OUTLOOK("https://outlook.office.com", "https://outlook.office.com");

    private final String address;
    private final String audience;

    Resource(String address, String audience) {
        this.address = address;
        this.audience = audience;
    }

    /** The prefix of its scopes, without the slash. */
    public String address() {
        return address;
    }

    /** The {@code aud} claim of its access tokens. */
    public String audience() {
        return audience;
    }
}
