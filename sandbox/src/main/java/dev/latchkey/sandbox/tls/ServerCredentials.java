package dev.latchkey.sandbox.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a server proves itself with.
 *
 * @param chain its certificate, and that of who vouches for it
 */
record ServerCredentials(PrivateKey key, List<X509Certificate> chain) {}
