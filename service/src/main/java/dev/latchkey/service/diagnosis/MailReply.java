package dev.latchkey.service.diagnosis;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a mail server answered, found in an SMTP line or in a bounce.
 *
 * @param code three digits (RFC 5321 §4.2); empty where a bounce names the enhanced code alone
 * @param enhanced such as {@code 5.7.139} (RFC 3463)
 */
record MailReply(String code, String enhanced) {

    private static final String ENHANCED = "([245]\\.\\d{1,3}\\.\\d{1,3})";
    // replies of several lines have a hyphen after the code; Exchange writes '#' before the enhanced code in bounces
    private static final Pattern REPLY =
            Pattern.compile("(?<![\\d.])([245]\\d\\d)[ -]+#?" + ENHANCED + "(?![\\d.]*\\d)");
    // RFC 3464 §2.3.4, and Exchange's bounces for people: "Remote Server returned '5.1.10 …'"
    private static final Pattern STATUS = Pattern.compile("(?<![\\d.])" + ENHANCED + "(?![\\d.]*\\d)");

    static Optional<MailReply> in(String text) {
        var reply = REPLY.matcher(text);
        if (reply.find()) {
            return Optional.of(new MailReply(reply.group(1), reply.group(2)));
        }
        var status = STATUS.matcher(text);
        return status.find() ? Optional.of(new MailReply("", status.group(1))) : Optional.empty();
    }

    @Override
    public String toString() {
        return (code + " " + enhanced).strip();
    }
}
