/** TLS by a certificate authority of the sandbox's own, for libraries that speak to Microsoft over https only. */
@NullMarked
package dev.latchkey.sandbox.tls;

import org.jspecify.annotations.NullMarked;
