package dev.latchkey.sandbox.entra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.Browser;
import dev.latchkey.sandbox.junit.SandboxExtension;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a refresh token is good for, how long, and for whom. */
class RefreshTest {

    private static final String ADELE = "adele@adventure-works.example";
    private static final String SMTP = "https://outlook.office.com/SMTP.Send";

    @RegisterExtension
    static final SandboxExtension microsoft = new SandboxExtension();

    private final App app = new App(microsoft.sandbox());

    @Test
    void refreshTokensRotateAndTheOldOneStaysGood() {
        var first = app.redeem(app.code(ADELE, App.SEND), Map.of()).text("refresh_token");

        var second = app.refresh(first, "").text("refresh_token");

        assertThat(second).isNotEmpty().isNotEqualTo(first);
        assertThat(app.refresh(first, "").status()).isEqualTo(200);
        assertThat(app.refresh(second, "").status()).isEqualTo(200);
    }

    @Test
    void whereATenantIsStrictARefreshTokenUsedTwiceEndsItsWholeFamily() {
        var directory = microsoft.sandbox().directory();
        directory.change(directory.tenant("adventure-works.example").orElseThrow(), Map.of("refreshTokens", "STRICT"));
        var other = app.redeem(app.code(ADELE, App.SEND), Map.of()).text("refresh_token");
        var first = app.redeem(app.code(ADELE, App.SEND), Map.of()).text("refresh_token");
        var second = app.refresh(first, "").text("refresh_token");
        var third = app.refresh(second, "").text("refresh_token");

        var again = app.refresh(first, "");

        assertThat(again.status()).isEqualTo(400);
        assertThat(again.text("error")).isEqualTo("invalid_grant");
        assertThat(again.text("suberror")).isEqualTo("bad_token");
        assertThat(again.code()).isEqualTo(50173);
        assertThat(app.refresh(third, "").code()).isEqualTo(50173);
        assertThat(app.refresh(other, "").status()).isEqualTo(200);
        assertThat(microsoft.sandbox().ledger().after(0, 1_000))
                .filteredOn(entry -> entry.kind().equals("refresh.reused"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.facts()).containsEntry("clientId", Directory.CLIENT_ID));
    }

    @Test
    void theSignInLogTellsThatARefreshTokenWasUsedTwice() {
        var directory = microsoft.sandbox().directory();
        directory.change(directory.tenant("adventure-works.example").orElseThrow(), Map.of("refreshTokens", "STRICT"));
        var first = app.redeem(app.code(ADELE, App.SEND), Map.of()).text("refresh_token");
        app.refresh(first, "");
        var admin = new Browser(microsoft.sandbox().address());
        var log = "/entra/adventure-works.example/signins?kind=noninteractive&user=adele";
        admin.signIn(admin.open("/entra/"), "admin@adventure-works.example");
        assertThat(admin.open(log).html()).doesNotContain("<dd>50173</dd>");

        app.refresh(first, "");

        assertThat(admin.open(log).html()).containsOnlyOnce("<dd>50173</dd>");
    }

    @Test
    void aRefreshTokenDiesAfterNinetyDaysWithoutUse() {
        var token = app.redeem(app.code(ADELE, App.SEND), Map.of()).text("refresh_token");
        microsoft.sandbox().clock().move(Duration.ofDays(89));
        var next = app.refresh(token, "").text("refresh_token");
        microsoft.sandbox().clock().move(Duration.ofDays(91));

        assertThat(app.refresh(next, "").code()).isEqualTo(700082);
    }

    @Test
    void aTokenIsForOneResource() {
        var asked = App.SEND + " " + SMTP;
        var mixed = app.redeem(app.code(ADELE, asked), Map.of("scope", "Mail.Send " + SMTP));
        var graph = app.redeem(
                app.code(ADELE, asked), Map.of("scope", "https://graph.microsoft.com/Mail.Send offline_access"));
        var outlook = app.refresh(graph.text("refresh_token"), SMTP + " offline_access");
        var first = app.refresh(graph.text("refresh_token"), "Mail.Send " + SMTP);

        assertThat(mixed.code()).isEqualTo(28000);
        assertThat(graph.text("scope")).contains("https://graph.microsoft.com/Mail.Send");
        assertThat(App.claims(graph.text("access_token")).path("aud").asString())
                .isEqualTo("00000003-0000-0000-c000-000000000000");
        assertThat(App.claims(outlook.text("access_token")).path("aud").asString())
                .isEqualTo("https://outlook.office.com");
        assertThat(App.claims(outlook.text("access_token")).path("scp").asString())
                .isEqualTo("SMTP.Send");
        assertThat(App.claims(first.text("access_token")).path("aud").asString())
                .isEqualTo("00000003-0000-0000-c000-000000000000");
    }

    @Test
    void whatWasNotConsentedToIsRefused() {
        var token = app.redeem(app.code(ADELE, App.SEND), Map.of()).text("refresh_token");

        var reply = app.refresh(token, "Mail.ReadWrite");

        assertThat(reply.text("error")).isEqualTo("invalid_grant");
        assertThat(reply.text("suberror")).isEqualTo("consent_required");
        assertThat(reply.code()).isEqualTo(65001);
        assertThat(app.refresh(token, "Mail.Nonsense").code()).isEqualTo(650053);
    }

    @Test
    void withoutOfflineAccessThereIsNoRefreshToken() {
        var reply = app.redeem(app.code(ADELE, "User.Read"), Map.of());

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().has("refresh_token")).isFalse();
        assertThat(reply.body().has("id_token")).isFalse();
    }
}
