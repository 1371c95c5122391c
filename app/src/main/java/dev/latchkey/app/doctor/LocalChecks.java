package dev.latchkey.app.doctor;

import dev.latchkey.service.settings.InvalidSettings;
import dev.latchkey.service.settings.Settings;
import dev.latchkey.service.vault.KeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** What lies on this machine or beside it. Nothing is made or changed. */
final class LocalChecks {

    private static final int PATIENCE_IN_SECONDS = 10;

    private static final String POWERFUL = """
            select exists (select 1 from pg_roles r
                    where (r.rolsuper or r.rolbypassrls) and pg_has_role(current_user, r.oid, 'MEMBER'))
                or exists (select 1 from pg_tables t
                    where t.schemaname = 'public' and pg_has_role(current_user, t.tableowner, 'MEMBER'))
            """;

    private final Settings settings;

    LocalChecks(Settings settings) {
        this.settings = settings;
    }

    List<Check> all() {
        return List.of(dataFolder(), key(), database());
    }

    private Check dataFolder() {
        var folder = settings.dataDir();
        if (!Files.exists(folder)) {
            return nearest(folder) && Files.isWritable(existing(folder))
                    ? Check.ok("data_folder", folder + " will be made at the first start")
                    : Check.fail(
                            "data_folder",
                            folder + " is not there and cannot be made; make it, or set LATCHKEY_DATA_DIR");
        }
        return Files.isDirectory(folder) && Files.isWritable(folder)
                ? Check.ok("data_folder", folder.toString())
                : Check.fail("data_folder", folder + " cannot be written; see its owner, or set LATCHKEY_DATA_DIR");
    }

    private static boolean nearest(Path folder) {
        return Files.isDirectory(existing(folder));
    }

    private static Path existing(Path folder) {
        var there = folder.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return there;
    }

    private Check key() {
        var file = settings.keyFile();
        if (!Files.exists(file)) {
            return hasData()
                    ? Check.fail(
                            "key",
                            file
                                    + " is missing, and without it the stored tokens cannot be opened; restore it from your backup")
                    : Check.ok("key", file + " will be made at the first start; back it up");
        }
        try {
            KeyFile.open(file);
            return readableByOthers(file)
                    ? Check.fail("key", "others can read " + file + "; make it yours alone: chmod 600 " + file)
                    : Check.ok("key", file.toString());
        } catch (InvalidSettings | IOException e) {
            return Check.fail("key", String.valueOf(e.getMessage()));
        }
    }

    private boolean hasData() {
        return settings.database().url() == null
                && Files.exists(settings.dataDir().resolve("postgres").resolve("PG_VERSION"));
    }

    private static boolean readableByOthers(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return false;
        }
        var others = Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);
        return Files.getPosixFilePermissions(file).stream().anyMatch(others::contains);
    }

    private Check database() {
        var url = settings.database().url();
        if (url == null) {
            return Check.ok(
                    "database", "embedded, in " + settings.dataDir().resolve("postgres") + ": starts with the service");
        }
        try (var application = connection(url);
                var owner = connection(String.valueOf(settings.database().ownerUrl()))) {
            var product = owner.getMetaData().getDatabaseProductVersion();
            return tooPowerful(application)
                    ? Check.fail(
                            "database",
                            "LATCHKEY_DATABASE_URL logs in as a superuser or as the owner of the tables, whom row-level "
                                    + "security does not hold; give the service a role of its own")
                    : Check.ok("database", "PostgreSQL " + product + ", both roles log in");
        } catch (SQLException e) {
            return Check.fail("database", place(url) + " cannot be used: " + e.getMessage());
        }
    }

    static Connection connection(String url) throws SQLException {
        DriverManager.setLoginTimeout(PATIENCE_IN_SECONDS);
        return DriverManager.getConnection(url);
    }

    private static boolean tooPowerful(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(POWERFUL)) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** Without its parameters, which may hold a password. */
    private static String place(String url) {
        return url.replaceFirst("\\?.*", "");
    }
}
