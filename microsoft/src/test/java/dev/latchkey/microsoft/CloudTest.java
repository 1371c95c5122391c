package dev.latchkey.microsoft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloudTest {

    @Test
    void namesLeadToMicrosoftsClouds() {
        assertThat(Cloud.of("global").graph()).hasToString("https://graph.microsoft.com/v1.0");
        assertThat(Cloud.of(" USGov ").login()).hasToString("https://login.microsoftonline.us");
        assertThat(Cloud.of("dod").graph()).hasToString("https://dod-graph.microsoft.us/v1.0");
        assertThat(Cloud.of("china").login()).hasToString("https://login.partner.microsoftonline.cn");
    }

    @Test
    void anAddressIsLoginAndGraphAtOnce() {
        var cloud = Cloud.of("http://127.0.0.1:8081/");

        assertThat(cloud.login()).hasToString("http://127.0.0.1:8081");
        assertThat(cloud.graph()).hasToString("http://127.0.0.1:8081/v1.0");
        assertThat(cloud.outlookResource()).isEqualTo("https://outlook.office.com");
        assertThat(cloud.graphResource()).isEqualTo("https://graph.microsoft.com");
        assertThat(Cloud.of("https://localhost:8443").name()).isEqualTo("https://localhost:8443");
    }

    @Test
    void plainHttpIsForThisMachineOnly() {
        for (var local : List.of("http://localhost:1", "http://127.8.9.1:1", "http://[::1]:1", "HTTP://LOCALHOST:1")) {
            assertThat(Cloud.of(local).login()).hasToString(local);
        }
        for (var remote : List.of("http://sandbox.example", "http://127.0.0.1.example", "http://localhost.example")) {
            assertThatThrownBy(() -> Cloud.of(remote))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must use https");
        }
    }

    @Test
    void whatIsNoCloudIsRefusedWithASentence() {
        for (var wrong : List.of(
                "",
                "mars",
                "ftp://localhost",
                "https://x.example/path",
                "https://x.example?q",
                "https://me@x.example",
                "https://",
                "http s://x")) {
            assertThatThrownBy(() -> Cloud.of(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is no Microsoft cloud");
        }
    }

    @Test
    void aLinkElsewhereIsNotOfTheCloud() {
        var cloud = Cloud.GLOBAL;

        assertThat(cloud.ownsGraphLink(URI.create("https://graph.microsoft.com/v1.0/me?$skiptoken=a")))
                .isTrue();
        assertThat(cloud.ownsGraphLink(URI.create("HTTPS://GRAPH.microsoft.com:443/v1.0/me")))
                .isTrue();
        for (var foreign : List.of(
                "http://graph.microsoft.com/v1.0/me",
                "https://graph.microsoft.com:444/v1.0/me",
                "https://graph.microsoft.com@evil.example/v1.0/me",
                "https://user@graph.microsoft.com/v1.0/me",
                "https://graph.microsoft.com.evil.example/v1.0/me",
                "/v1.0/me")) {
            assertThat(cloud.ownsGraphLink(URI.create(foreign))).as(foreign).isFalse();
        }
    }

    @Test
    void tokensAreNeverPrinted() {
        assertThat(new AccessToken("abc")).hasToString("***");
        assertThat("" + new RefreshToken("abc")).isEqualTo("***");
        assertThatThrownBy(() -> new AccessToken("se\r\ncret"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("cret");
    }
}
