package dev.latchkey.service.outgoing;

import java.util.List;

/**
 * What is wrong with one field of a request to send.
 *
 * @param field as in the API
 * @param key of the words, {@code outgoing.flaw.…}
 */
record Flaw(String field, String key, List<Object> facts) {

    static Flaw of(String field, String key, Object... facts) {
        return new Flaw(field, key, List.of(facts));
    }
}
