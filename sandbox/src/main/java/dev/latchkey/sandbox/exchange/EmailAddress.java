package dev.latchkey.sandbox.exchange;

/** A display name, possibly empty, and an address. */
public record EmailAddress(String name, String address) {

    public boolean is(String other) {
        return address.equalsIgnoreCase(other);
    }

    /** What follows the at sign, in lower case. */
    String domain() {
        return address.substring(address.indexOf('@') + 1).toLowerCase(java.util.Locale.ROOT);
    }
}
