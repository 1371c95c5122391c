package dev.latchkey.sandbox.exchange;

import java.util.Base64;

/**
 * The ways to write the id of an item.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/resources/convertidresult">convertIdResult</a>
 */
public enum IdFormat {
    ENTRY_ID("entryId", false),
    EWS_ID("ewsId", false),
    IMMUTABLE_ENTRY_ID("immutableEntryId", true),
    REST_ID("restId", false),
    REST_IMMUTABLE_ENTRY_ID("restImmutableEntryId", true);

    private final String wireName;
    private final boolean immutable;

    IdFormat(String wireName, boolean immutable) {
        this.wireName = wireName;
        this.immutable = immutable;
    }

    public String wireName() {
        return wireName;
    }

    boolean immutable() {
        return immutable;
    }

    /** @param rest as Graph writes it */
    String ofRest(String rest) {
        return switch (this) {
            case REST_ID, REST_IMMUTABLE_ENTRY_ID -> rest;
            case EWS_ID -> rest.replace('-', '+').replace('_', '/');
            // the URL-safe form of binary ids ends with the number of its padding characters
            case ENTRY_ID, IMMUTABLE_ENTRY_ID -> {
                var bare = rest.replace("=", "");
                yield bare + (rest.length() - bare.length());
            }
        };
    }

    /** @throws IllegalArgumentException for what is none */
    String toRest(String id) {
        return switch (this) {
            case REST_ID, REST_IMMUTABLE_ENTRY_ID -> id;
            case EWS_ID -> id.replace('+', '-').replace('/', '_');
            case ENTRY_ID, IMMUTABLE_ENTRY_ID -> {
                if (id.isEmpty()) {
                    yield id;
                }
                var bytes = Base64.getUrlDecoder().decode(id.substring(0, id.length() - 1));
                yield Base64.getUrlEncoder().encodeToString(bytes);
            }
        };
    }
}
