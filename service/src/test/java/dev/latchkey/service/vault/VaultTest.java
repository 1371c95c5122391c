package dev.latchkey.service.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.service.RunningService;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.settings.InvalidSettings;
import dev.latchkey.service.settings.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class VaultTest {

    private static final Binding HERE = new Binding(new WorkspaceId("ws_1"), "mbx_1", "refresh_token");

    @TempDir
    private Path folder = Path.of("replaced");

    @Test
    void whatWasSealedOpensAgainAfterARestart() {
        var file = folder.resolve("keys.json");
        var sealed = KeyFile.open(file).seal(new Secret("a refresh token"), HERE);

        assertThat(KeyFile.open(file).open(sealed, HERE).value()).isEqualTo("a refresh token");
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("refresh");
    }

    @Test
    void movedToAnotherWorkspaceMailboxOrFieldItDoesNotOpen() {
        var vault = KeyFile.open(folder.resolve("keys.json"));
        var sealed = vault.seal(new Secret("a refresh token"), HERE);

        for (var elsewhere : new Binding[] {
            new Binding(new WorkspaceId("ws_2"), "mbx_1", "refresh_token"),
            new Binding(new WorkspaceId("ws_1"), "mbx_2", "refresh_token"),
            new Binding(new WorkspaceId("ws_1"), "mbx_1", "access_token")
        }) {
            assertThatThrownBy(() -> vault.open(sealed, elsewhere)).isInstanceOf(SealBroken.class);
        }
    }

    @Test
    void anotherKeyFileDoesNotOpenIt() {
        var sealed = KeyFile.open(folder.resolve("keys.json")).seal(new Secret("x"), HERE);

        var other = KeyFile.open(folder.resolve("other.json"));
        assertThatThrownBy(() -> other.open(sealed, HERE)).isInstanceOf(SealBroken.class);
    }

    @Test
    void aDatabaseKnowsItsKeysAndALostFileIsNotMadeAnew() {
        var sql = RunningService.shared().bean(JdbcClient.class);
        var lost = folder.resolve("lost.json");
        assertThatThrownBy(() -> KeyCheck.open(lost, sql))
                .isInstanceOf(InvalidSettings.class)
                .message()
                .contains("lost.json, which is missing; restore");
        assertThat(lost).doesNotExist();

        var other = folder.resolve("other.json");
        KeyFile.open(other);
        assertThatThrownBy(() -> KeyCheck.open(other, sql)).hasMessageContaining("other.json, which holds other keys");

        var own = RunningService.shared().bean(Settings.class).keyFile();
        assertThat(KeyCheck.open(own, sql)).isNotNull();
    }

    @Test
    void theKeyFileIsItsOwnersAlone() throws IOException {
        var file = folder.resolve("keys.json");
        KeyFile.open(file);
        assertThat(folder).isDirectoryNotContaining("glob:**.new");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aBrokenKeyFileIsNamed() throws IOException {
        var file = Files.writeString(folder.resolve("keys.json"), "not keys");

        assertThatThrownBy(() -> KeyFile.open(file)).hasMessageContaining("keys.json");
    }

    @Test
    void aSecretShowsNothing() {
        assertThat(new Secret("hidden")).hasToString("***");
    }
}
