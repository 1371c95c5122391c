package dev.latchkey.sandbox.entra;

/** Where an error meets a person or an application. */
public enum ErrorPlace {
    /** A page of Microsoft's; the application hears nothing. */
    PAGE,
    /** The redirect URI. */
    REDIRECT,
    /** The redirect URI, in answer to {@code prompt=none}. */
    SILENT,
    /** The reply to the redemption of a code. */
    REDEMPTION,
    /** The reply to a refresh token. */
    REFRESH,
    /** The discovery of the cloud. */
    DISCOVERY;

    static ErrorPlace of(String letter) {
        return switch (letter) {
            case "P" -> PAGE;
            case "R" -> REDIRECT;
            case "N" -> SILENT;
            case "T" -> REDEMPTION;
            case "F" -> REFRESH;
            case "D" -> DISCOVERY;
            default -> throw new IllegalArgumentException(letter);
        };
    }
}
