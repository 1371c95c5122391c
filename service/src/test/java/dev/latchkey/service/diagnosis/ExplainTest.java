package dev.latchkey.service.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.microsoft.entra.EntraError;
import dev.latchkey.service.db.Json;
import dev.latchkey.service.settings.SettingsReader;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ExplainTest {

    private static final Map<String, String> FACTS =
            Map.of("signedIn", "alex@contoso.example", "expected", "adele@contoso.example", "missing", "Mail.Send");

    private final Explain explain = new Explain(SettingsReader.read(
            Map.of("LATCHKEY_MICROSOFT_CLIENT_ID", "client", "LATCHKEY_MICROSOFT_CLIENT_SECRET", "secret")::get));

    @ParameterizedTest
    @EnumSource(Cause.class)
    void everyCauseIsToldInBothLanguagesWithAtLeastOneStep(Cause cause) {
        var english = explain.in(Locale.ENGLISH, Finding.of(cause, FACTS));
        var spanish = explain.in(Locale.of("es", "MX"), Finding.of(cause, FACTS));

        for (var diagnosis : List.of(english, spanish)) {
            assertThat(diagnosis.title()).isNotBlank().doesNotContain("{");
            assertThat(diagnosis.whatHappened()).isNotBlank().doesNotContain("{");
            assertThat(diagnosis.steps())
                    .isNotEmpty()
                    .allSatisfy(step -> assertThat(step.text()).doesNotContain("{"));
        }
        assertThat(spanish.language()).isEqualTo("es");
        assertThat(spanish.title()).isNotEqualTo(english.title());
        assertThat(spanish.steps()).hasSameSizeAs(english.steps());
    }

    @ParameterizedTest
    @CsvSource({
        "access_denied,         65004, ,       CONSENT_DECLINED",
        "consent_required,      65004, ,       CONSENT_DECLINED",
        "access_denied,         0,     cancel, CANCELLED_OR_BLOCKED",
        "access_denied,         90094, ,       APPROVAL_REQUIRED",
        "interaction_required,  50105, ,       NOT_ASSIGNED",
        "temporarily_unavailable, 0,   ,       MICROSOFT_UNREACHABLE",
        "invalid_client,        650053, ,      APP_PERMISSIONS",
        "something_new,         0,     ,       UNKNOWN"
    })
    void whatComesBackFromTheAuthorizePage(String error, int code, @Nullable String subcode, Cause cause) {
        assertThat(Finding.atAuthorize(error(error, null, code), subcode).cause())
                .isEqualTo(cause);
    }

    @ParameterizedTest
    @CsvSource({
        "invalid_grant,        ,                 50173,   GRANT_REVOKED",
        "invalid_grant,        consent_required, 65001,   CONSENT_MISSING",
        "invalid_grant,        message_only,     53003,   ACCESS_BLOCKED_BY_POLICY",
        "interaction_required, ,                 50076,   MFA_NEEDED",
        "invalid_client,       ,                 7000222, APP_CREDENTIAL_EXPIRED",
        "unauthorized_client,  ,                 700016,  APP_NOT_IN_TENANT",
        "server_error,         ,                 90033,   MICROSOFT_BUSY"
    })
    void whatTheTokenEndpointRefuses(String error, @Nullable String suberror, int code, Cause cause) {
        assertThat(Finding.atToken(error(error, suberror, code)).cause()).isEqualTo(cause);
    }

    @Test
    void behaviourFollowsTheErrorAndNotTheNumber() {
        assertThat(Finding.atToken(error("invalid_grant", null, 999_999)).endsGrant())
                .isTrue();
        assertThat(Finding.atToken(error("invalid_client", null, 50173)).endsGrant())
                .isFalse();
    }

    @Test
    void anAccountThatIsLockedForAWhileStaysConnected() {
        var locked = Finding.atToken(error("invalid_grant", null, 50053));

        assertThat(locked.endsGrant()).isFalse();
        assertThat(locked.effect()).isEqualTo(Cause.Effect.BACK_OFF);
    }

    @Test
    void whatIsRefusedBeforeAMailboxIsConnectedDisconnectsNone() {
        assertThat(Finding.atRedemption(error("invalid_grant", null, 50057)).effect())
                .isEqualTo(Cause.Effect.NONE);
        assertThat(Finding.atAuthorize(error("interaction_required", null, 50105), null)
                        .effect())
                .isEqualTo(Cause.Effect.NONE);
    }

    @Test
    void aNumberThatIsNotListedIsSaidToBeUnknownAndCanBeLookedUp() {
        var told = explain.in(Locale.ENGLISH, Finding.atToken(error("invalid_grant", null, 999_999)));

        assertThat(told.whatHappened()).contains("AADSTS999999", "do not know");
        assertThat(told.effect()).isEqualTo("reconnect");
        assertThat(told.steps().getLast().link()).isEqualTo("https://login.microsoftonline.com/error?code=999999");
    }

    @Test
    void aSharedExplanationBeginsWithWhatJustThisNumberMeans() {
        var told = explain.in(Locale.ENGLISH, Finding.atToken(error("invalid_grant", null, 500571)));

        assertThat(told.cause()).isEqualTo("account_disabled");
        assertThat(told.whatHappened()).startsWith("The guest account was switched off. ");
    }

    @Test
    void stepsOfTheOperatorLeadToTheAppRegistrationItself() {
        var told = explain.in(Locale.ENGLISH, Finding.atToken(error("invalid_client", null, 7_000_222)));

        assertThat(told.steps().getFirst().link())
                .startsWith("https://entra.microsoft.com/#view/")
                .endsWith("/appId/client");
        assertThat(told.steps().getFirst().text()).contains("Entra ID > App registrations > Enginy AI");
    }

    @Test
    void aFindingOfAnEarlierVersionIsStillRead() {
        var kept = Json.read("{\"cause\":\"GRANT_ENDED\",\"codes\":[50173],\"facts\":{}}", Finding.class);

        assertThat(kept.endsGrant()).isTrue();
        assertThat(explain.in(Locale.ENGLISH, kept).title()).isNotBlank();
    }

    private static EntraError error(String error, @Nullable String suberror, int code) {
        return new EntraError(
                error, suberror, code == 0 ? List.of() : List.of(code), "Microsoft's words", null, null, null, null);
    }
}
