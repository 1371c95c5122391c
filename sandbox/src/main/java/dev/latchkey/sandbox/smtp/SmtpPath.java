package dev.latchkey.sandbox.smtp;

import java.util.regex.Pattern;

/**
 * Where a mail comes from or goes to: the argument of MAIL and RCPT (RFC 5321 §4.1.2).
 *
 * @param address empty for the sender of a report
 */
record SmtpPath(String address) {

    private static final Pattern PATH = Pattern.compile("(?i)(?:FROM|TO):\\s*<([^<>\\p{Cntrl}]{0,320})>(\\P{Cntrl}*)");
    private static final Pattern SIZE = Pattern.compile("(?i)SIZE=(\\d{1,12})");
    private static final Pattern SOMEBODY = Pattern.compile("[^\\s@]+@[^\\s@]+");

    /** @param largest a size that is announced larger is refused here (RFC 1870 §6.1); in bytes */
    static SmtpPath read(String argument, int largest) throws SmtpRefusal {
        var path = PATH.matcher(argument);
        if (!path.matches()) {
            throw new SmtpRefusal(501, "5.5.4 Invalid arguments");
        }
        for (var parameter : path.group(2).strip().split("\\s+", -1)) {
            var size = SIZE.matcher(parameter);
            if (size.matches() && Long.parseLong(size.group(1)) > largest) {
                throw SmtpRefusal.tooLarge();
            }
        }
        return new SmtpPath(path.group(1));
    }

    /** The address of a recipient. */
    String somebody() throws SmtpRefusal {
        if (!SOMEBODY.matcher(address).matches()) {
            throw new SmtpRefusal(501, "5.1.3 Invalid address");
        }
        return address;
    }
}
