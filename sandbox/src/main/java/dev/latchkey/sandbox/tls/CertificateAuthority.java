package dev.latchkey.sandbox.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Vouches for the sandbox at {@code localhost}, {@code 127.0.0.1} and {@code ::1}, and by its own name constraints for nothing
 * else: whoever trusts it puts no other site at risk (RFC 5280 §4.2.1.10).
 */
public final class CertificateAuthority {

    private static final String NAME = "CN=Latchkey sandbox (for tests on this machine)";
    private static final Duration LIFETIME = Duration.ofDays(3650);
    /** Browsers and Apple's libraries refuse certificates that are good for longer. */
    private static final Duration SERVER_LIFETIME = Duration.ofDays(397);

    private static final Duration CLOCK_MAY_DIFFER = Duration.ofDays(1);

    private final PrivateKey key;
    private final X509Certificate certificate;

    private CertificateAuthority(PrivateKey key, X509Certificate certificate) {
        this.key = key;
        this.certificate = certificate;
    }

    /** A new one, kept nowhere. */
    public static CertificateAuthority inMemory() {
        try {
            return create();
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("no certificate can be made here", e);
        }
    }

    /** The one kept beside a file, as {@code sandbox-ca.pem}, for clients, and {@code sandbox-ca.key}; made where there is none. */
    public static CertificateAuthority beside(Path file) {
        var certificateFile = file.resolveSibling("sandbox-ca.pem");
        var keyFile = file.resolveSibling("sandbox-ca.key");
        try {
            if (Files.exists(certificateFile) && Files.exists(keyFile)) {
                return read(certificateFile, keyFile);
            }
            var made = create();
            Files.deleteIfExists(keyFile);
            Files.createFile(
                    keyFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(keyFile, Base64.getEncoder().encodeToString(made.key.getEncoded()));
            Files.writeString(certificateFile, made.pem());
            return made;
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(keyFile + " and " + certificateFile + " can't be used; delete both", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a client has to trust. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** The same for {@code NODE_EXTRA_CA_CERTS} and the like (RFC 7468). */
    public String pem() {
        try {
            var encoder = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
            return "-----BEGIN CERTIFICATE-----\n" + encoder.encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** For a client that trusts this authority and no other. */
    public SSLContext clientContext() {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("sandbox", certificate);
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** For a server at this machine's own names, which is given a new key. */
    ServerCredentials vouchForServer() {
        try {
            var pair = newKeyPair();
            return new ServerCredentials(pair.getPrivate(), List.of(serverCertificate(pair.getPublic()), certificate));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("no certificate can be made here", e);
        }
    }

    private static CertificateAuthority create()
            throws GeneralSecurityException, OperatorCreationException, IOException {
        var pair = newKeyPair();
        var permitted = new GeneralSubtree[] {
            new GeneralSubtree(new GeneralName(GeneralName.dNSName, "localhost")),
            new GeneralSubtree(new GeneralName(GeneralName.iPAddress, "127.0.0.1/32")),
            new GeneralSubtree(new GeneralName(GeneralName.iPAddress, "::1/128"))
        };
        var builder = certificate(new X500Name(NAME), pair.getPublic(), LIFETIME)
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                .addExtension(Extension.nameConstraints, true, new NameConstraints(permitted, null));
        return new CertificateAuthority(pair.getPrivate(), signed(builder, pair.getPrivate()));
    }

    private X509Certificate serverCertificate(PublicKey server)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        var names = new GeneralNames(new GeneralName[] {
            new GeneralName(GeneralName.dNSName, "localhost"),
            new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
            new GeneralName(GeneralName.iPAddress, "::1")
        });
        var builder = certificate(new X500Name("CN=localhost"), server, SERVER_LIFETIME)
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                .addExtension(Extension.subjectAlternativeName, false, names);
        return signed(builder, key);
    }

    private static X509v3CertificateBuilder certificate(X500Name subject, PublicKey key, Duration lifetime) {
        var now = Instant.now();
        return new JcaX509v3CertificateBuilder(
                new X500Name(NAME),
                new BigInteger(120, new SecureRandom()),
                Date.from(now.minus(CLOCK_MAY_DIFFER)),
                Date.from(now.minus(CLOCK_MAY_DIFFER).plus(lifetime)),
                subject,
                key);
    }

    private static X509Certificate signed(X509v3CertificateBuilder builder, PrivateKey by)
            throws GeneralSecurityException, OperatorCreationException {
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(by);
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }

    private static KeyPair newKeyPair() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    private static CertificateAuthority read(Path certificateFile, Path keyFile)
            throws GeneralSecurityException, IOException {
        var encoded = Base64.getDecoder().decode(Files.readString(keyFile).strip());
        var key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
        try (var pem = Files.newInputStream(certificateFile)) {
            var certificate = CertificateFactory.getInstance("X.509").generateCertificate(pem);
            return new CertificateAuthority(key, (X509Certificate) certificate);
        }
    }
}
