package dev.latchkey.service.diagnosis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever is pasted, no secret of it is left in what may be shown and stored. */
class SecretsTest {

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final List<String> NAMES = List.of(
            "code",
            "state",
            "id_token",
            "access_token",
            "refresh_token",
            "client_secret",
            "client_assertion",
            "code_verifier",
            "session_state",
            "assertion",
            "nonce",
            "client_info",
            "password");

    private final Random random = new Random(20_261_123);

    /** Places in which a secret stands; it is put in for %s. */
    private static final List<String> PLACES = List.of(
            "https://app.example/cb?error=access_denied&NAME=%s&error_description=AADSTS65004%%3a+declined",
            "https://app.example/cb?NAME=%s&error=access_denied",
            "https://app.example/cb#error=login_required&NAME=%s",
            "POST /token\nNAME=%s&grant_type=authorization_code",
            "{\"error\":\"invalid_grant\",\"NAME\":\"%s\"}",
            "{\n  \"NAME\" : \"%s\",\n  \"error_description\" : \"AADSTS50173: gone\" }",
            "{\\\"NAME\\\":\\\"%s\\\"}",
            "curl -d NAME='%s' https://login.example/token",
            "redirected to https%%3A%%2F%%2Fapp.example%%2Fcb%%3Ferror%%3Daccess_denied%%26NAME%%3D%s&error=x_y",
            "AADSTS50011 NAME = %s and so on");

    @Test
    void aNamedSecretNeverSurvivesWhereverItStandsAndHoweverItIsMade() {
        for (var round = 0; round < 4_000; round++) {
            var name = one(NAMES);
            var secret = secret(6 + random.nextInt(60));
            var place = one(PLACES);
            var encoded = place.contains("http") ? URLEncoder.encode(secret, UTF_8) : secret;

            assertGone(
                    place.replace("NAME", random.nextInt(4) == 0 ? name.toUpperCase(Locale.ROOT) : name)
                            .formatted(encoded),
                    secret);
        }
    }

    @Test
    void aTokenNeverSurvivesWithoutANameEither() {
        for (var round = 0; round < 2_000; round++) {
            var token = switch (round % 5) {
                case 0 -> "eyJ" + letters(30) + "." + letters(60) + "." + letters(43);
                case 1 -> "0.A" + letters(40) + "." + letters(20) + "-" + letters(50);
                case 2 -> letters(3) + "8Q~" + letters(34);
                case 3 -> Base64.getEncoder().encodeToString(bytes(60 + random.nextInt(100)));
                default -> "lk_" + letters(24);
            };
            for (var around : List.of(
                    "Microsoft said %s there", "Authorization: Bearer %s", "\"%s\"", "AUTH XOAUTH2 %s", "(%s)")) {
                assertGone(around.formatted(token), token);
            }
        }
    }

    @Test
    void headersAndPasswordsInAddressesGo() {
        assertThat(Secrets.strip("Cookie: a=b; c=d\nDate: today")).isEqualTo("Cookie: ***\nDate: today");
        assertThat(Secrets.strip("smtp://adele:pa55@mail.example")).isEqualTo("smtp://***@mail.example");
        assertThat(Secrets.strip("Authorization: Basic YTpi")).doesNotContain("YTpi");
    }

    @Test
    void whatHelpsStays() {
        var text = "AADSTS50173: The grant has expired.\nTrace ID: 0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9 "
                + "https://login.microsoftonline.com/error?code=50173 535 5.7.139 Basic authentication is not supported; "
                + "{\"error\":{\"code\":\"ErrorSendAsDenied\"}} adele@contoso.example "
                + "https://graph.microsoft.com/Mail.ReadWrite";

        assertThat(Secrets.strip(text)).isEqualTo(text);
    }

    @Test
    @Timeout(10)
    void aTextMadeToKeepTheReaderBusyDoesNot() {
        for (var piece :
                List.of("?", "&a", "\n", "eyJ.", "\"code\"", "error_uri", "a1b.", "\\\"", "://", "Bearer ", "5.7.")) {
            assertThat(Pasted.read(piece.repeat(20_000 / piece.length())).cause())
                    .isNotNull();
        }
    }

    private void assertGone(String text, String secret) {
        var raw = String.valueOf(Pasted.read(text).raw());
        assertThat(raw).as(text).doesNotContain(secret);
        // no long piece of it either
        for (var from = 0; from + 16 <= secret.length(); from += 8) {
            assertThat(raw).as(text).doesNotContain(secret.substring(from, from + 16));
        }
    }

    private String secret(int length) {
        return switch (random.nextInt(3)) {
            case 0 -> letters(length);
            case 1 -> letters(length / 2) + one(List.of(".", "-", "_", "~")) + letters(length / 2);
            default -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(length));
        };
    }

    private byte[] bytes(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private String letters(int length) {
        // with a digit, as whatever is made at random has one
        var text = new StringBuilder("7");
        while (text.length() < Math.max(2, length)) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
