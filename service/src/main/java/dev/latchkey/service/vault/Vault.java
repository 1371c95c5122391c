package dev.latchkey.service.vault;

import com.google.crypto.tink.Aead;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/** Seals secrets with authenticated encryption (AES-256-GCM by Tink). Thread-safe. */
public final class Vault {

    private final Aead aead;

    Vault(Aead aead) {
        this.aead = aead;
    }

    public byte[] seal(Secret secret, Binding binding) {
        try {
            return aead.encrypt(secret.value().getBytes(StandardCharsets.UTF_8), binding.associatedData());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("sealing failed for " + binding, e);
        }
    }

    /** @throws SealBroken when the value was sealed for another place, by another key, or was altered */
    public Secret open(byte[] sealed, Binding binding) {
        try {
            return new Secret(new String(aead.decrypt(sealed, binding.associatedData()), StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new SealBroken(binding, e);
        }
    }
}
