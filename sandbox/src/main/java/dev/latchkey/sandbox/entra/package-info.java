/**
 * The simulated Entra ID: tenants, users, the app registration, sign-in, consent, and the OpenID Connect endpoints. Its
 * rules and its words follow Microsoft's documentation, cited where a rule is carried out. May use: store, web.
 */
@NullMarked
package dev.latchkey.sandbox.entra;

import org.jspecify.annotations.NullMarked;
