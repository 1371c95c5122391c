package dev.latchkey.microsoft;

/** A bearer token for one resource, good for about an hour; opaque to us. Never printed. */
public record AccessToken(String value) {

    /**
     * Takes the token as it came.
     *
     * @throws IllegalArgumentException for text that cannot be a token; the message does not contain it
     */
    public AccessToken {
        if (!TokenText.plausible(value)) {
            throw new IllegalArgumentException("not a token: it is empty or holds other than printable ASCII");
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
