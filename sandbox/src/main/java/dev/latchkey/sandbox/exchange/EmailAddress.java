package dev.latchkey.sandbox.exchange;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/** A display name, possibly empty, and an address. */
public record EmailAddress(String name, String address) {

    public boolean is(String other) {
        return address.equalsIgnoreCase(other);
    }

    /** Those of different addresses, in order; letter case makes no difference. */
    static List<EmailAddress> eachOnce(List<EmailAddress> people) {
        var known = new HashSet<String>();
        return people.stream()
                .filter(person -> known.add(person.address().toLowerCase(Locale.ROOT)))
                .toList();
    }

    /** What follows the at sign, in lower case. */
    String domain() {
        return address.substring(address.indexOf('@') + 1).toLowerCase(Locale.ROOT);
    }
}
