package dev.latchkey.service.db;

/** The service cannot start for want of its database; the message is one line for the operator. */
public final class DatabaseUnreachable extends RuntimeException {

    private static final long serialVersionUID = 1;

    DatabaseUnreachable(String message, Throwable cause) {
        super(message, cause);
    }
}
