package dev.latchkey.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.MsalInteractionRequiredException;
import com.microsoft.aad.msal4j.MsalServiceException;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxOptions;
import dev.latchkey.sandbox.client.SandboxClient;
import dev.latchkey.sandbox.entra.ErrorCode;
import dev.latchkey.sandbox.entra.ErrorPlace;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Each code that the token endpoint can refuse with is, to an application, the exception that Microsoft's library has for it.
 *
 * @see <a href="https://learn.microsoft.com/entra/msal/java/advanced/msal4j-error-handling">Handle exceptions in MSAL4J</a>
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MsalErrorsTest {

    private static final Set<String> SENDING = Set.of("User.Read", "Mail.Send");
    private static final Set<String> NOT_FOR_PEOPLE = Set.of("client_mismatch", "protection_policy_required");

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.forTests().withHttps());
    private final SandboxClient microsoft = new SandboxClient(sandbox.address());
    private final MsalJava msal = new MsalJava(sandbox, "adele@adventure-works.example");

    @BeforeAll
    void somebodyConsented() throws Exception {
        msal.signIn(msal.application("sandbox-secret"), SENDING);
    }

    @AfterAll
    void end() {
        microsoft.close();
        sandbox.close();
    }

    @TestFactory
    Stream<DynamicContainer> everyRefusalIsTheExceptionOfTheLibrary() {
        return Stream.of(ErrorPlace.REDEMPTION, ErrorPlace.REFRESH)
                .map(place -> DynamicContainer.dynamicContainer(
                        place.name(),
                        ErrorCode.all().stream()
                                .filter(code -> code.places().contains(place))
                                .map(code -> DynamicTest.dynamicTest(
                                        code.code() + " " + code.error(), () -> isRaised(code, place)))));
    }

    private void isRaised(ErrorCode code, ErrorPlace place) throws Exception {
        var application = msal.application("sandbox-secret");
        var first = place == ErrorPlace.REFRESH ? msal.signIn(application, SENDING) : null;
        // twice: what is temporary is tried once more by the library itself
        microsoft.arm(code.scenario(), "{\"place\": \"%s\", \"times\": 2}".formatted(place));
        try {
            assertThat(catchThrowable(() -> tryIt(application, first)))
                    .cause()
                    .isInstanceOfSatisfying(MsalServiceException.class, refusal -> {
                        assertThat(refusal instanceof MsalInteractionRequiredException)
                                .isEqualTo(needsPerson(code));
                        assertThat(refusal.errorCode()).isEqualTo(code.error());
                        assertThat(refusal.getMessage()).startsWith("AADSTS" + code.code() + ":");
                        assertThat(refusal.correlationId()).isNotBlank();
                    });
        } finally {
            microsoft.disarm();
        }
    }

    private void tryIt(ConfidentialClientApplication application, @Nullable IAuthenticationResult first)
            throws Exception {
        if (first == null) {
            msal.signIn(application, SENDING);
        } else {
            msal.silently(application, first, SENDING, true);
        }
    }

    /** As the library decides it: {@code interaction_required} is none of what it looks for. */
    private static boolean needsPerson(ErrorCode code) {
        return code.error().equals("invalid_grant") && !NOT_FOR_PEOPLE.contains(String.valueOf(code.suberror()));
    }
}
