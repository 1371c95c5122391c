package dev.latchkey.sandbox.smtp;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a mail comes from or goes to: the argument of MAIL and RCPT (RFC 5321 §4.1.2).
 *
 * @param address empty for the sender of a report
 */
record SmtpPath(String address) {

    private static final Pattern PATH = Pattern.compile("(?i)(?:FROM|TO):\\s*<([^<>\\p{Cntrl}]{0,320})>(\\P{Cntrl}*)");
    private static final Pattern SIZE = Pattern.compile("(?i)SIZE=(\\d{1,12})");
    /** Of the extensions that EHLO announces: RFC 6152, RFC 6531, RFC 4954 §5. */
    private static final Pattern OF_MAIL = Pattern.compile("(?i)BODY=(?:7BIT|8BITMIME)|SMTPUTF8|AUTH=\\S+");

    private static final Pattern SOMEBODY = Pattern.compile("[^\\s@]+@[^\\s@]+");

    /** @param largest a size that is announced larger is refused here (RFC 1870 §6.1); in bytes */
    static SmtpPath sender(String argument, int largest) throws SmtpRefusal {
        var path = matched(argument);
        for (var parameter : parameters(path)) {
            var size = SIZE.matcher(parameter);
            if (size.matches()) {
                if (Long.parseLong(size.group(1)) > largest) {
                    throw SmtpRefusal.tooLarge();
                }
            } else if (!OF_MAIL.matcher(parameter).matches()) {
                throw unknownParameter();
            }
        }
        return new SmtpPath(path.group(1));
    }

    static SmtpPath recipient(String argument) throws SmtpRefusal {
        var path = matched(argument);
        if (!parameters(path).isEmpty()) {
            throw unknownParameter();
        }
        return new SmtpPath(path.group(1));
    }

    private static Matcher matched(String argument) throws SmtpRefusal {
        var path = PATH.matcher(argument);
        if (!path.matches()) {
            throw new SmtpRefusal(501, "5.5.4 Invalid arguments");
        }
        return path;
    }

    private static List<String> parameters(Matcher path) {
        var text = path.group(2).strip();
        return text.isEmpty() ? List.of() : List.of(text.split("\\s+", -1));
    }

    /** RFC 5321 §4.1.1.11. */
    private static SmtpRefusal unknownParameter() {
        return new SmtpRefusal(555, "5.5.4 Unsupported parameter");
    }

    /** The address of a recipient. */
    String somebody() throws SmtpRefusal {
        if (!SOMEBODY.matcher(address).matches()) {
            throw new SmtpRefusal(501, "5.1.3 Invalid address");
        }
        return address;
    }
}
