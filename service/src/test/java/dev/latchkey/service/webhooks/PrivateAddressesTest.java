package dev.latchkey.service.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.settings.SettingsReader;
import dev.latchkey.service.webhooks.UrlCheck.Reason;
import dev.latchkey.service.webhooks.UrlCheck.Refused;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateAddressesTest {

    private final EndpointUrls urls = new EndpointUrls(lookup("https://latchkey.example", "false"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.127.255.254",
                "127.0.0.1",
                "127.255.255.254",
                "168.63.129.16",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:10.0.0.1",
                "::ffff:127.0.0.1",
                "::127.0.0.1",
                "64:ff9b::a00:1",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:a00:1::",
                "2002:7f00:1::1",
                "3fff::1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "5f00::1"
            })
    void isNotPublic(String address) throws UnknownHostException {
        assertThat(PublicAddress.is(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "11.0.0.1",
                "100.63.255.255",
                "100.128.0.1",
                "126.255.255.255",
                "128.0.0.1",
                "172.15.255.255",
                "172.32.0.1",
                "192.167.255.255",
                "192.169.0.1",
                "198.17.255.255",
                "198.20.0.1",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450::1",
                "2001:4860:4860::8888",
                "2003::1"
            })
    void isPublic(String address) throws UnknownHostException {
        assertThat(PublicAddress.is(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "not an address, NOT_AN_ADDRESS",
        "/webhooks, NOT_AN_ADDRESS",
        "https:///webhooks, NOT_AN_ADDRESS",
        "https://under_score.example, NOT_AN_ADDRESS",
        "mailto:me@platform.example, NOT_AN_ADDRESS",
        "http://platform.example/, NOT_HTTPS",
        "http://localhost.platform.example/, NOT_HTTPS",
        "ftp://1.1.1.1/, NOT_HTTPS",
        "file://localhost/etc/passwd, NOT_HTTPS",
        "https://me:secret@1.1.1.1/, USER_INFO",
        "https://1.1.1.1@10.0.0.1/, USER_INFO",
        "https://1.1.1.1/#part, FRAGMENT",
        "https://no-such-name.invalid/, UNKNOWN_HOST",
        "http://localhost:8080/, PRIVATE_ADDRESS",
        "http://127.0.0.1/, PRIVATE_ADDRESS",
        "https://10.0.0.1/, PRIVATE_ADDRESS",
        "https://169.254.169.254/latest/meta-data, PRIVATE_ADDRESS",
        "https://[::1]/, PRIVATE_ADDRESS",
        "https://[::ffff:169.254.169.254]/, PRIVATE_ADDRESS",
        "https://[fe80::1]/, PRIVATE_ADDRESS",
    })
    void isRefusedWithItsReason(String url, Reason reason) {
        assertThat(urls.check(url)).isEqualTo(new Refused(reason));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://2130706433/",
                "https://0x7f000001/",
                "https://0x7f.1/",
                "https://127.1/",
                "https://127.0.1/",
                "https://localhost./",
                "https://LOCALHOST/"
            })
    void writtenInDisguiseLoopbackIsRefusedToo(String url) {
        assertThat(urls.check(url)).isInstanceOf(Refused.class);
    }

    @Test
    void aPublicAddressIsAccepted() {
        assertThat(urls.check(" https://1.1.1.1:8443/hooks?source=latchkey ")).isInstanceOf(UrlCheck.Accepted.class);
    }

    @Test
    void aTrialOnLoopbackAndAnOperatorsChoiceOpenPrivateAddresses() {
        var trial = new EndpointUrls(lookup("http://localhost:8080", "false"));
        var chosen = new EndpointUrls(lookup("https://latchkey.example", "true"));

        assertThat(trial.check("http://localhost:9000/")).isInstanceOf(UrlCheck.Accepted.class);
        assertThat(chosen.check("https://10.0.0.1/")).isInstanceOf(UrlCheck.Accepted.class);
        assertThat(chosen.check("http://10.0.0.1/")).isEqualTo(new Refused(Reason.NOT_HTTPS));
    }

    static CheckedLookup lookup(String baseUrl, String privateAddresses) {
        var settings = new HashMap<>(Map.of(
                "LATCHKEY_BASE_URL",
                baseUrl,
                "LATCHKEY_WEBHOOK_PRIVATE_ADDRESSES",
                privateAddresses,
                "LATCHKEY_MICROSOFT_CLIENT_ID",
                "client",
                "LATCHKEY_MICROSOFT_CLIENT_SECRET",
                "secret"));
        return new CheckedLookup(SettingsReader.read(settings::get));
    }
}
