package dev.latchkey.acceptance;

import com.microsoft.aad.msal4j.AuthorizationCodeParameters;
import com.microsoft.aad.msal4j.AuthorizationRequestUrlParameters;
import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.IClientCredential;
import com.microsoft.aad.msal4j.SilentParameters;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.entra.Directory;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

/**
 * An application that uses Microsoft's library for Java at the sandbox's Entra ID, and the person who signs in there.
 *
 * @param address of the person
 */
record MsalJava(Sandbox sandbox, String address) {

    private static final URI CALLBACK = MicrosoftContract.CALLBACK;
    private static final String VERIFIER = "a-verifier-that-is-long-enough-for-rfc-7636";

    URI origin() {
        return sandbox.httpsAddress().orElseThrow();
    }

    ConfidentialClientApplication application(String secret) throws MalformedURLException {
        return application(ClientCredentialFactory.createFromSecret(secret), authority());
    }

    ConfidentialClientApplication application(IClientCredential credential, String authority)
            throws MalformedURLException {
        return ConfidentialClientApplication.builder(Directory.CLIENT_ID, credential)
                .authority(authority)
                .instanceDiscovery(false)
                .sslSocketFactory(sandbox.certificates().clientContext().getSocketFactory())
                .build();
    }

    String authority() {
        return origin() + "/"
                + sandbox.directory().userByAddress(address).orElseThrow().tenantId() + "/";
    }

    /** A person accepts what is asked, and the library redeems the code. */
    IAuthenticationResult signIn(ConfidentialClientApplication application, Set<String> scopes) throws Exception {
        var url = application.getAuthorizationRequestUrl(
                AuthorizationRequestUrlParameters.builder(CALLBACK.toString(), scopes)
                        .codeChallenge(challenge())
                        .codeChallengeMethod("S256")
                        .state("any")
                        .build());
        var browser = new FormBrowser(
                origin(),
                HttpClient.newBuilder().sslContext(sandbox.certificates().clientContext()));
        var page = browser.signIn(url.toURI(), address);
        var accepted =
                page.html().contains("Permissions requested") ? browser.submit(page, Map.of("answer", "accept")) : page;
        // the library asks for a form post whatever it is told
        var code = browser.submit(accepted, Map.of()).atApplication().getOrDefault("code", "");
        return application
                .acquireToken(AuthorizationCodeParameters.builder(code, CALLBACK)
                        .scopes(scopes)
                        .codeVerifier(VERIFIER)
                        .build())
                .join();
    }

    /** With a port in the authority, the library has to be told it again. */
    IAuthenticationResult silently(
            ConfidentialClientApplication application, IAuthenticationResult of, Set<String> scopes, boolean anew)
            throws MalformedURLException {
        return application
                .acquireTokenSilently(SilentParameters.builder(scopes, of.account())
                        .authorityUrl(authority())
                        .forceRefresh(anew)
                        .build())
                .join();
    }

    private static String challenge() throws Exception {
        var hash = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }
}
