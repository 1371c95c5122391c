package dev.latchkey.service.db;

import java.nio.file.Path;

/** Which PostgreSQL. */
public sealed interface DatabaseSettings {

    /** How many connections the pool may hold. */
    int connections();

    /** A server of our own, its files in {@code folder}; port 0 picks a free one. */
    record Embedded(Path folder, int port, int connections) implements DatabaseSettings {}

    /**
     * The operator's server.
     *
     * @param url JDBC address of the application role
     * @param ownerUrl JDBC address of the role that owns the schema and migrates it
     */
    record External(String url, String ownerUrl, int connections) implements DatabaseSettings {

        @Override
        public String toString() {
            return "External";
        }
    }
}
