package dev.latchkey.service.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;

/**
 * The passwords of the embedded server's roles, made once and kept beside its folder in a file that its owner alone can
 * read: everybody on this machine can reach the server's port.
 */
record RolePasswords(String superuser, String owner, String application) {

    static Path file(Path serverFolder) {
        return serverFolder.resolveSibling("postgres-passwords.properties");
    }

    static RolePasswords ofNewOrKept(Path serverFolder) throws IOException {
        var file = file(serverFolder);
        if (Files.notExists(file)) {
            new RolePasswords(Ids.secret(), Ids.secret(), Ids.secret()).write(file);
        }
        var kept = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            kept.load(reader);
        }
        return new RolePasswords(
                kept.getProperty("superuser", ""), kept.getProperty("owner", ""), kept.getProperty("application", ""));
    }

    /** Where {@code initdb} reads the superuser's; deleted by whoever asked. */
    Path superuserFile(Path serverFolder) throws IOException {
        var file = serverFolder.resolveSibling("postgres-superuser.tmp");
        Files.deleteIfExists(file);
        return Files.writeString(Files.createFile(file, ownerOnly()), superuser);
    }

    /** Whole or not at all. */
    private void write(Path file) throws IOException {
        var part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        Files.createFile(part, ownerOnly());
        Files.writeString(
                part,
                "superuser=%s%nowner=%s%napplication=%s%n".formatted(superuser, owner, application),
                StandardOpenOption.SYNC);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static FileAttribute<?>[] ownerOnly() {
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        };
    }

    @Override
    public String toString() {
        return "RolePasswords";
    }
}
