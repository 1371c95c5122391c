package dev.latchkey.microsoft;

/** What RFC 6749 appendix A lets a token be made of, without the space. A line break in one would end up in a header. */
final class TokenText {

    private TokenText() {}

    static boolean plausible(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > 0x20 && c < 0x7f);
    }
}
