package dev.latchkey.microsoft;

/** What renews access tokens, good for about 90 days; replaced at every use. Never printed. */
public record RefreshToken(String value) {

    /**
     * Takes the token as it came.
     *
     * @throws IllegalArgumentException for text that cannot be a token; the message does not contain it
     */
    public RefreshToken {
        if (!TokenText.plausible(value)) {
            throw new IllegalArgumentException("not a token: it is empty or holds other than printable ASCII");
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
