package dev.latchkey.sandbox.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** A server's side of TLS, which has its certificate made at the first handshake: most who start a sandbox ask for none. */
public final class ServerTls extends X509ExtendedKeyManager {

    private static final String ALIAS = "sandbox";

    private final Supplier<CertificateAuthority> authority;
    private @Nullable ServerCredentials credentials;

    private ServerTls(Supplier<CertificateAuthority> authority) {
        this.authority = authority;
    }

    /** @param authority vouches for the server; asked for at the first handshake */
    public static SSLContext context(Supplier<CertificateAuthority> authority) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {new ServerTls(authority)}, new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized ServerCredentials credentials() {
        if (credentials == null) {
            credentials = authority.get().vouchForServer();
        }
        return credentials;
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return credentials().key();
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return credentials().chain().toArray(X509Certificate[]::new);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return keyType.equals("EC") ? ALIAS : null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return chooseEngineServerAlias(keyType, issuers, null);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return keyType.equals("EC") ? new String[] {ALIAS} : new String[0];
    }

    @Override
    public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return new String[0];
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
