package dev.latchkey.acceptance;

import dev.latchkey.microsoft.entra.Certificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A key and its certificate as an operator keeps them: in one PEM file. */
final class TestCertificate {

    private TestCertificate() {}

    // the JDK makes certificates by its keytool only
    static Certificate make(Path folder) throws IOException, InterruptedException, GeneralSecurityException {
        var store = folder.resolve("store.p12");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        var arguments = "-genkeypair -keyalg RSA -keysize 2048 -alias app -dname CN=latchkey -storepass changeit";
        command.addAll(List.of(arguments.split(" ")));
        command.addAll(List.of("-keystore", store.toString()));
        if (new ProcessBuilder(command).start().waitFor() != 0) {
            throw new IOException("keytool failed: " + command);
        }
        var keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        var pem = block(
                        "PRIVATE KEY",
                        keys.getKey("app", "changeit".toCharArray()).getEncoded())
                + block("CERTIFICATE", keys.getCertificate("app").getEncoded());
        return Certificate.load(Files.writeString(folder.resolve("application.pem"), pem));
    }

    private static String block(String label, byte[] der) {
        var text = Base64.getMimeEncoder().encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n";
    }
}
