package dev.latchkey.service.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.latchkey.service.settings.InvalidSettings;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.List;

/** The file that holds the vault's keys, made at the first start and readable by its owner alone. */
public final class KeyFile {

    private KeyFile() {}

    /**
     * Opens the vault whose keys lie in that file, making the file when it is absent.
     *
     * @throws InvalidSettings with a line for the operator when the file can't be read or written
     */
    public static Vault open(Path file) {
        try {
            AeadConfig.register();
            var keys = Files.exists(file) ? read(file) : create(file);
            return new Vault(keys.getPrimitive(RegistryConfiguration.get(), Aead.class));
        } catch (IOException e) {
            throw unusable(
                    file, "which can't be read or written (" + e.getClass().getSimpleName() + ")");
        } catch (GeneralSecurityException e) {
            throw unusable(file, "which holds no keys of ours; restore it from your backup");
        }
    }

    private static InvalidSettings unusable(Path file, String why) {
        return new InvalidSettings(List.of("LATCHKEY_KEY_FILE is " + file + ", " + why));
    }

    private static KeysetHandle read(Path file) throws IOException, GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.parseKeyset(
                Files.readString(file), RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
    }

    /** Written whole before it gets its name: half a key file would be worse than none. */
    private static KeysetHandle create(Path file) throws IOException, GeneralSecurityException {
        var keys = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get());
        var folder = Files.createDirectories(file.toAbsolutePath().getParent());
        var beside = Files.createTempFile(folder, "keys", ".new", ownerOnly());
        try {
            Files.writeString(
                    beside,
                    TinkJsonProtoKeysetFormat.serializeKeyset(
                            keys, RegistryConfiguration.get(), InsecureSecretKeyAccess.get()),
                    StandardOpenOption.SYNC);
            Files.move(beside, file);
            return keys;
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        var posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
