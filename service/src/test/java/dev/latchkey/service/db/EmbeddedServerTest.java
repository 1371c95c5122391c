package dev.latchkey.service.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class EmbeddedServerTest {

    @TempDir
    private Path folder;

    @Test
    void nobodyLogsInWithoutAPassword() throws Exception {
        try (var postgres = EmbeddedServer.start(folder.resolve("postgres"), 0)) {
            assertClosed(postgres);
            assertThat(query(postgres.ownerUrl(), "select current_user")).isEqualTo("latchkey_owner");
            assertThat(query(postgres.applicationUrl(), "select current_user")).isEqualTo("latchkey_app");
        }
        var kept = RolePasswords.file(folder.resolve("postgres"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
                .isEqualTo("rw-------");
        assertThat(folder.toFile().list())
                .containsExactlyInAnyOrder("postgres", kept.getFileName().toString());
        try (var again = EmbeddedServer.start(folder.resolve("postgres"), 0)) {
            assertThat(query(again.applicationUrl(), "select current_user")).isEqualTo("latchkey_app");
        }
    }

    @Test
    void aFolderThatTrustedEverybodyKeepsItsDataAndAsksForPasswordsFromNowOn() throws Exception {
        var data = folder.resolve("postgres");
        try (var before = EmbeddedPostgres.builder()
                        .setDataDirectory(data)
                        .setCleanDataDirectory(false)
                        .start();
                var connection = before.getPostgresDatabase().getConnection()) {
            connection.createStatement().execute("create role latchkey_owner login; create role latchkey_app login");
            connection.createStatement().execute("create database latchkey owner latchkey_owner");
            connection.createStatement().execute("create role kept");
        }
        try (var postgres = EmbeddedServer.start(data, 0)) {
            assertClosed(postgres);
            assertThat(query(postgres.ownerUrl(), "select count(*) from pg_roles where rolname = 'kept'"))
                    .isEqualTo("1");
        }
    }

    @Test
    void lostPasswordsAreReplaced() throws Exception {
        var data = folder.resolve("postgres");
        EmbeddedServer.start(data, 0).close();
        Files.delete(RolePasswords.file(data));
        try (var postgres = EmbeddedServer.start(data, 0)) {
            assertClosed(postgres);
            assertThat(query(postgres.ownerUrl(), "select current_user")).isEqualTo("latchkey_owner");
        }
    }

    @Test
    void aRoleThatCanBecomeTheOwnerIsTooPowerful() throws Exception {
        try (var postgres = EmbeddedServer.start(folder.resolve("postgres"), 0)) {
            postgres.migrate();
            var sql = JdbcClient.create(new DriverManagerDataSource(postgres.applicationUrl()));
            RoleCheck.refuseTooMuchPower(sql);
            var passwords = RolePasswords.ofNewOrKept(folder.resolve("postgres"));
            try (var connection =
                    DriverManager.getConnection(place(postgres, "postgres") + "&password=" + passwords.superuser())) {
                connection.createStatement().execute("grant latchkey_owner to latchkey_app");
            }
            assertThatThrownBy(() -> RoleCheck.refuseTooMuchPower(sql)).hasMessageContaining("LATCHKEY_DATABASE_URL");
        }
    }

    private static void assertClosed(Postgres postgres) {
        for (var role : new String[] {"postgres", "latchkey_owner", "latchkey_app"}) {
            assertThatThrownBy(() -> query(place(postgres, role), "select 1"))
                    .as(role)
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password");
        }
    }

    private static String place(Postgres postgres, String role) {
        return postgres.place().replaceFirst("/[^/]*$", "/postgres") + "?user=" + role;
    }

    private static String query(String url, String query) throws SQLException {
        try (var connection = DriverManager.getConnection(url);
                var rows = connection.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
