package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.store.Ledger;
import dev.latchkey.sandbox.store.Store;
import java.security.SecureRandom;
import java.time.Clock;

/** The parts of the simulated Entra ID, put together. */
public final class Entra {

    private final SecureRandom random = new SecureRandom();
    private final Directory directory;
    private final SigningKey signingKey;
    private final AccessTokens accessTokens;

    public Entra(Store store, Ledger ledger, Clock clock) {
        directory = new Directory(store);
        signingKey = new SigningKey(store);
        accessTokens = new AccessTokens(signingKey, directory, clock, random);
    }

    public Directory directory() {
        return directory;
    }

    public AccessTokens accessTokens() {
        return accessTokens;
    }

    /** After the store was emptied: what every sandbox begins with, under a new key. */
    public void reset() {
        signingKey.forget();
        directory.seed();
    }
}
