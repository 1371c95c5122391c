package dev.latchkey.service.vault;

import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.settings.InvalidSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tells whether a key file is the one whose keys the database was sealed with: one that was lost must not be made anew. */
public final class KeyCheck {

    private static final Binding BINDING = new Binding(new WorkspaceId("none"), "key_check", "sealed");

    private KeyCheck() {}

    /**
     * Opens the vault as {@link KeyFile#open} does, for that database.
     *
     * @throws InvalidSettings with a line for the operator, also where the file is absent or another than the database's
     */
    public static Vault open(Path file, JdbcClient sql) {
        if (sealed(sql).isPresent() && Files.notExists(file)) {
            throw wrong(file, "which is missing");
        }
        var vault = KeyFile.open(file);
        sql.sql("insert into key_check (sealed) values (:sealed) on conflict do nothing")
                .param("sealed", vault.seal(new Secret("the keys of this database"), BINDING))
                .update();
        try {
            vault.open(sealed(sql).orElseThrow(), BINDING);
            return vault;
        } catch (SealBroken e) {
            throw wrong(file, "which holds other keys than the database was sealed with");
        }
    }

    private static Optional<byte[]> sealed(JdbcClient sql) {
        return sql.sql("select sealed from key_check").query(byte[].class).optional();
    }

    private static InvalidSettings wrong(Path file, String why) {
        return new InvalidSettings(List.of("LATCHKEY_KEY_FILE is " + file + ", " + why
                + "; restore that file from your backup, or begin with an empty database"));
    }
}
