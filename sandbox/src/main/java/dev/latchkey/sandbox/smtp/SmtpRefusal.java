package dev.latchkey.sandbox.smtp;

/** A command is refused, with a reply such as {@code 550 5.7.60 SMTP; Client does not have permissions} (RFC 5321 §4.2). */
final class SmtpRefusal extends Exception {

    private static final long serialVersionUID = 1;

    private final int code;

    /** @param text with its enhanced status code (RFC 3463) */
    SmtpRefusal(int code, String text) {
        super(text, null, false, false);
        this.code = code;
    }

    static SmtpRefusal tooLarge() {
        return new SmtpRefusal(552, "5.3.4 Message size exceeds fixed maximum message size");
    }

    String reply() {
        return code + " " + getMessage();
    }

    /** The connection ends with it. */
    boolean isLast() {
        return code == 421;
    }
}
