package dev.latchkey.microsoft.entra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.microsoft.Cloud;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallbackTest {

    @Test
    void aCodeComesWithItsState() {
        var reply = AuthorizationReply.parse(Map.of("code", "c-1", "state", "s-1", "session_state", "x"));

        assertThat(reply).isEqualTo(new AuthorizationReply.Code("s-1", "c-1"));
        assertThat(reply.toString()).doesNotContain("c-1");
    }

    @Test
    void aDeclinedConsentIsARefusalWithItsNumber() {
        var description = "AADSTS65004: User declined to consent to access the app. Trace ID: "
                + "11111111-1111-4111-8111-111111111111 Correlation ID: 22222222-2222-4222-8222-222222222222 "
                + "Timestamp: 2026-11-20 09:59:59Z";

        assertThat(AuthorizationReply.parse(
                        Map.of("error", "access_denied", "error_description", description, "state", "s-1")))
                .isEqualTo(new AuthorizationReply.Refused(
                        "s-1",
                        new EntraError(
                                "access_denied",
                                null,
                                List.of(65004),
                                description,
                                "22222222-2222-4222-8222-222222222222",
                                "11111111-1111-4111-8111-111111111111",
                                "2026-11-20 09:59:59Z",
                                null),
                        null));
    }

    @Test
    void aCancelHasASubcodeAndNoDescription() {
        assertThat(AuthorizationReply.parse(
                        Map.of("error", "access_denied", "error_subcode", "cancel", "state", "s-1")))
                .isInstanceOfSatisfying(AuthorizationReply.Refused.class, refused -> {
                    assertThat(refused.subcode()).isEqualTo("cancel");
                    assertThat(refused.error().description()).isEmpty();
                    assertThat(refused.error().codes()).isEmpty();
                });
    }

    @Test
    void anErrorBesideACodeIsARefusal() {
        assertThat(AuthorizationReply.parse(Map.of("error", "x", "code", "c", "state", "s")))
                .isInstanceOf(AuthorizationReply.Refused.class);
    }

    @Test
    void anythingElseIsMalformed() {
        for (var parameters : List.<Map<String, String>>of(
                Map.of(),
                Map.of("code", "c"),
                Map.of("error", "access_denied"),
                Map.of("state", "s"),
                Map.of("state", "", "code", "c"),
                Map.of("state", "s", "code", " "))) {
            assertThat(AuthorizationReply.parse(parameters)).isInstanceOf(AuthorizationReply.Malformed.class);
        }
    }

    @Test
    void anAnswerOfAnotherIssuerIsNotRead() {
        var code = Map.of("code", "c", "state", "s");
        var ours = new HashMap<>(code);
        ours.put("iss", "https://login.microsoftonline.com/11111111-1111-4111-8111-111111111111/v2.0");

        assertThat(AuthorizationReply.parse(code, Cloud.GLOBAL)).isInstanceOf(AuthorizationReply.Code.class);
        assertThat(AuthorizationReply.parse(ours, Cloud.GLOBAL)).isInstanceOf(AuthorizationReply.Code.class);
        for (var issuer : List.of(
                "", "https://evil.example/v2.0", "https://login.microsoftonline.com.evil.example/v2.0", "null")) {
            ours.put("iss", issuer);
            assertThat(AuthorizationReply.parse(ours, Cloud.GLOBAL))
                    .as(issuer)
                    .isInstanceOf(AuthorizationReply.Malformed.class);
        }
    }

    @Test
    void adminConsentIsGrantedOnlyWithoutAnError() {
        assertThat(AdminConsentReply.parse(
                        Map.of("admin_consent", "True", "tenant", "t", "scope", "Mail.Send User.Read", "state", "s")))
                .isEqualTo(new AdminConsentReply.Granted("s", "t", Set.of("Mail.Send", "User.Read")));
        assertThat(AdminConsentReply.parse(Map.of("admin_consent", "True", "error", "access_denied", "state", "s")))
                .isInstanceOf(AdminConsentReply.Refused.class);
        assertThat(AdminConsentReply.parse(Map.of("admin_consent", "True", "state", "s")))
                .isInstanceOf(AdminConsentReply.Malformed.class);
        assertThat(AdminConsentReply.parse(Map.of("admin_consent", "True", "tenant", "t")))
                .isInstanceOf(AdminConsentReply.Malformed.class);
    }
}
