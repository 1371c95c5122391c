package dev.latchkey.service.workspace;

import java.util.Locale;

/** What an API key may do. */
public enum Scope {
    READ,
    SEND,
    MANAGE;

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Scope ofColumn(String column) {
        return valueOf(column.toUpperCase(Locale.ROOT));
    }
}
