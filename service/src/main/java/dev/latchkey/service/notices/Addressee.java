package dev.latchkey.service.notices;

/** One person, for one kind of thing: what is due for them leaves in one mail. */
record Addressee(String occasion, String recipient) {

    String id() {
        return occasion + " " + recipient;
    }

    static Addressee of(String id) {
        var space = id.indexOf(' ');
        return new Addressee(id.substring(0, space), id.substring(space + 1));
    }
}
