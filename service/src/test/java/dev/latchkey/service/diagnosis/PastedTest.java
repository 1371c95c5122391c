package dev.latchkey.service.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PastedTest {

    private static final String CORRELATION = "6f3a1c52-9a0e-4a6e-8b7f-2f7f6a1f0b11";
    private static final String REQUEST = "0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9";

    @Test
    void aWholePageOfMicrosoftWithItsMoreDetails() {
        var finding = Pasted.read("""
                Contoso
                adele@contoso.example
                You cannot access this right now
                Your sign-in was successful but does not meet the criteria to access this resource. For example, you might be \
                signing in from a browser, app, or location that is restricted by your admin.
                Sign out and sign in with a different account
                More details
                Error Code: 53003
                Request Id: %s
                Correlation Id: %s
                Timestamp: 2026-11-23T09:15:02.774Z
                App name: Enginy AI
                App id: 11111111-2222-3333-4444-555555555555
                IP address: 198.51.100.7
                Device identifier: Not available
                Device platform: Windows 10
                Device state: Unregistered
                """.formatted(REQUEST, CORRELATION));

        assertThat(finding.cause()).isEqualTo(Cause.ACCESS_BLOCKED_BY_POLICY);
        assertThat(finding.codes()).containsExactly(53003);
        assertThat(finding.correlationId()).isEqualTo(CORRELATION);
        assertThat(finding.traceId()).isEqualTo(REQUEST);
        assertThat(finding.timestamp()).isEqualTo("2026-11-23T09:15:02.774Z");
        assertThat(finding.raw()).contains("App name: Enginy AI", "Device state");
    }

    @Test
    void aPageInSpanish() {
        var finding = Pasted.read("No puede acceder a esto en este momento\nCódigo de error: 53000\n"
                + "Id. de solicitud: " + REQUEST + "\nId. de correlación: " + CORRELATION);

        assertThat(finding.cause()).isEqualTo(Cause.DEVICE_NOT_ACCEPTED);
        assertThat(finding.correlationId()).isEqualTo(CORRELATION);
        assertThat(finding.traceId()).isEqualTo(REQUEST);
    }

    @Test
    void theAddressToWhichMicrosoftSentTheBrowser() {
        var finding = Pasted.read("https://app.example/connect/callback?error=access_denied&error_description="
                + "AADSTS65004%3a+User+declined+to+consent+to+access+the+app.%0d%0aTrace+ID%3a+" + REQUEST
                + "%0d%0aCorrelation+ID%3a+" + CORRELATION + "%0d%0aTimestamp%3a+2026-11-23+09%3a15%3a02Z"
                + "&error_uri=https%3a%2f%2flogin.microsoftonline.com%2ferror%3fcode%3d65004&state=s3cr3t-State#");

        assertThat(finding.cause()).isEqualTo(Cause.CONSENT_DECLINED);
        assertThat(finding.effect()).isEqualTo(Cause.Effect.NONE);
        assertThat(finding.correlationId()).isEqualTo(CORRELATION);
        assertThat(finding.timestamp()).isEqualTo("2026-11-23 09:15:02Z");
        assertThat(finding.raw()).contains("User declined to consent").doesNotContain("s3cr3t");
    }

    @Test
    void anAddressThatOnlySaysCancel() {
        assertThat(Pasted.read("https://app.example/cb?error=access_denied&error_subcode=cancel&state=x1y2")
                        .cause())
                .isEqualTo(Cause.CANCELLED_OR_BLOCKED);
    }

    @Test
    void theJsonOfTheTokenEndpoint() {
        var finding = Pasted.read("""
                {"error":"invalid_grant","error_description":"AADSTS50173: The provided grant has expired due to it being \
                revoked.\\r\\nTrace ID: %1$s\\r\\nCorrelation ID: %2$s\\r\\nTimestamp: 2021-10-29 17:16:31Z",\
                "error_codes":[50173],"timestamp":"2021-10-29 17:16:31Z","trace_id":"%1$s","correlation_id":"%2$s",\
                "error_uri":"https://login.microsoftonline.com/error?code=50173","suberror":"bad_token"}""".formatted(REQUEST, CORRELATION));

        assertThat(finding.cause()).isEqualTo(Cause.GRANT_REVOKED);
        assertThat(finding.endsGrant()).isTrue();
        assertThat(finding.codes()).containsExactly(50173);
        assertThat(finding.correlationId()).isEqualTo(CORRELATION);
        assertThat(finding.raw()).contains("error_codes\":[50173]", "code=50173");
    }

    @Test
    void theJsonOfGraph() {
        var finding = Pasted.read("""
                HTTP/1.1 403 Forbidden
                {"error":{"code":"ErrorSendAsDenied","message":"The user account which was used to submit this request does \
                not have the right to send mail on behalf of the specified sending account.","innerError":\
                {"date":"2026-11-23T10:17:05","request-id":"%s","client-request-id":"%s"}}}""".formatted(REQUEST, CORRELATION));

        assertThat(finding.cause()).isEqualTo(Cause.SEND_AS_DENIED);
        assertThat(finding.traceId()).isEqualTo(REQUEST);
        assertThat(finding.timestamp()).isEqualTo("2026-11-23T10:17:05");
        assertThat(finding.raw()).contains("ErrorSendAsDenied");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled | SMTP_SWITCHED_OFF",
                "535 5.7.3 Authentication unsuccessful [SN2PR00CA0018.namprd00.prod.outlook.com] | SMTP_TOKEN_REFUSED",
                "550 5.7.30 Basic authentication is not supported for Client Submission. | SMTP_SIGN_IN_MISSING",
                "554 5.2.0 STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied | SEND_AS_DENIED",
                "432 4.3.2 Concurrent connections limit exceeded | MICROSOFT_BUSY",
                "451-4.7.500 Server busy. Please try again later | MICROSOFT_BUSY",
                "550 5.1.8 Access denied, bad outbound sender AS(42004) | SENDING_BLOCKED",
                "554 5.2.2 mailbox full | RECIPIENT_MAILBOX_FULL",
                "552 5.2.2 Submission quota exceeded | SENDING_LIMIT",
                "450 4.9.9 Something new | MICROSOFT_BUSY",
                "599 5.9.9 Something new | UNKNOWN",
            })
    void aLineOfTheMailServer(String line, Cause cause) {
        assertThat(Pasted.read(line).cause()).isEqualTo(cause);
    }

    @Test
    void aBounce() {
        var finding = Pasted.read("""
                Delivery has failed to these recipients or groups:
                bob@fabrikam.example
                The email address you entered couldn't be found.

                Diagnostic information for administrators:
                Generating server: AM0PR01MB1234.eurprd01.prod.exchangelabs.com
                bob@fabrikam.example
                Remote server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup'
                Final-Recipient: rfc822;bob@fabrikam.example
                Action: failed
                Status: 5.1.10
                """);

        assertThat(finding.cause()).isEqualTo(Cause.RECIPIENT_UNKNOWN);
        assertThat(finding.note()).isEqualTo("smtp.nobody");
    }

    @ParameterizedTest
    @CsvSource({
        "Need admin approval, APPROVAL_REQUIRED",
        "Approval required, APPROVAL_REQUIRED",
        "You can't access this right now, ACCESS_BLOCKED_BY_POLICY",
        "Se necesita la aprobación del administrador, APPROVAL_REQUIRED",
    })
    void aPageWithoutANumber(String title, Cause cause) {
        assertThat(Pasted.read("Contoso\n" + title + "\nEnginy AI").cause()).isEqualTo(cause);
    }

    @Test
    void aNumberNobodyKnowsIsSaidToBeUnknown() {
        var finding = Pasted.read("AADSTS7654321: Something new. Correlation ID: " + CORRELATION);

        assertThat(finding.cause()).isEqualTo(Cause.UNKNOWN);
        assertThat(finding.note()).isEqualTo("unknown.number");
        assertThat(finding.codes()).isEqualTo(List.of(7_654_321));
        assertThat(finding.correlationId()).isEqualTo(CORRELATION);
    }

    @Test
    void anythingElseIsUnknownToo() {
        assertThat(Pasted.read("it does not work").cause()).isEqualTo(Cause.UNKNOWN);
        assertThat(Pasted.read("").cause()).isEqualTo(Cause.UNKNOWN);
    }
}
