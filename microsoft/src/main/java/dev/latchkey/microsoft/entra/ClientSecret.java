package dev.latchkey.microsoft.entra;

/** A secret of the app registration, sent in the body (client_secret_post). Never printed. */
public record ClientSecret(String value) implements Credential {

    @Override
    public String toString() {
        return "***";
    }
}
