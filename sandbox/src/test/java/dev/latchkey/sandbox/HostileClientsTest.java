package dev.latchkey.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.graph.MailApp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.api.junit.jupiter.InjectSoftAssertions;
import org.assertj.core.api.junit.jupiter.SoftAssertionsExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is no HTTP, or comes too slowly or too late, is refused or ends, and nobody else waits for it. */
@Timeout(60)
@ExtendWith(SoftAssertionsExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileClientsTest {

    private static final int HANG_MILLIS = 10_000;
    private static final String TOKEN = "/organizations/oauth2/v2.0/token";
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";

    @InjectSoftAssertions
    private SoftAssertions softly;

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.forTests());
    private final MailApp adele = MailApp.of(sandbox, "adele@contoso.example");

    @AfterAll
    void end() {
        sandbox.close();
    }

    @Test
    void whatIsNoRequestIsRefused() throws IOException {
        for (var garbage : List.of(
                "\r\n\r\n\r\n",
                "\u0000\u0001\u0002\u0003\r\n\r\n",
                "GET\r\n\r\n",
                "GET /v1.0/me\r\n\r\n",
                "GET /v1.0/me HTTP/9.9\r\n\r\n",
                "GET /v1.0/me HTTP/1.1\r\n: x\r\n\r\n",
                "GET /v1.0/me HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n",
                "GET /v1.0/me HTTP/1.1\r\nHost: a\r\nX: \u0000\r\n\r\n",
                "GET /v1.0/me HTTP/1.1\r\nHost: a\r\nX: " + "y".repeat(100_000) + "\r\n\r\n",
                "GET /v1.0/me HTTP/1.1\r\nHost: a\r\n" + "X: y\r\n".repeat(20_000) + "\r\n",
                "GET /v1.0/" + "x".repeat(100_000) + " HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /v1.0/me?%zz=1 HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /v1.0/%zz HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /v1.0/me?a=%ff&b=%&c=%1 HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /%761.0/me HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET http://127.0.0.1/v1.0/me HTTP/1.1\r\nHost: a\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
                "POST /v1.0/me/sendMail HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
                "POST /v1.0/me/sendMail HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
                "POST /v1.0/me/sendMail HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "POST /v1.0/me/sendMail HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nx\r\n0\r\n\r\n",
                "POST " + TOKEN + " HTTP/1.1\r\nHost: a\r\n" + FORM + "Content-Length: 3\r\n\r\n%zz",
                "POST " + TOKEN + " HTTP/1.1\r\nHost: a\r\n" + FORM + "Content-Length: 12\r\n\r\n=&&=%=&a=\u0000&b",
                "POST /_sandbox/clock HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")) {
            var shown = garbage.substring(0, Math.min(80, garbage.length()));
            for (var line : statusLines(talk(garbage))) {
                softly.assertThat(line).as(shown).matches("HTTP/1\\.1 [34]\\d\\d .*");
            }
            assertOthersAreServed(shown);
        }
    }

    @Test
    void garbageAfterARequestSpoilsNoAnswer() throws IOException {
        var request = "GET /v1.0/me HTTP/1.1\r\nHost: a\r\n\r\n";

        var answers = statusLines(talk(request + "\u0000garbage\r\n\r\n"));

        assertThat(answers.getFirst()).startsWith("HTTP/1.1 401");
        assertThat(answers).allMatch(line -> line.matches("HTTP/1\\.1 4\\d\\d .*"));
        assertOthersAreServed("garbage");
    }

    @Test
    void aRequestThatStopsInTheMiddleHoldsNobodyUpAndCarriesNothingOut() throws IOException {
        for (var stopped : List.of(
                "GET /v1.0/me HT",
                authorized("POST /v1.0/me/messages", "Content-Type: application/json\r\nContent-Length: 50\r\n") + "{}",
                authorized("POST /v1.0/me/messages", "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n")
                        + "2\r\n{}\r\n",
                "POST " + TOKEN + " HTTP/1.1\r\nHost: a\r\n" + FORM + "Content-Length: 50\r\n\r\ngrant_type=",
                "POST /_sandbox/reset HTTP/1.1\r\nHost: a\r\nContent-Le",
                "PATCH /_sandbox/limits HTTP/1.1\r\nHost: a\r\nContent-Length: 50\r\n\r\n{}",
                "POST /_sandbox/import?mailbox=adele@contoso.example HTTP/1.1\r\nHost: a\r\nContent-Type: message/rfc822\r\n"
                        + "Content-Length: 50\r\n\r\nSubject: x")) {
            var before = adele.get("/me/messages/$count").text();
            try (var socket = connected()) {
                send(socket, stopped);
                assertOthersAreServed(stopped);
            }
            assertThat(adele.get("/me/messages/$count").text()).as(stopped).isEqualTo(before);
        }
        var body = "{\"subject\": \"Stopped\"}";
        var headers = "Content-Type: application/json\r\nContent-Length: " + (body.length() + 1) + "\r\n";
        assertThat(statusLines(talk(authorized("POST /v1.0/me/messages", headers) + body)))
                .singleElement()
                .asString()
                .startsWith("HTTP/1.1 400");
    }

    @Test
    void aRequestThatTricklesIsAnsweredAtItsEnd() throws Exception {
        var body = "{\"subject\": \"Slow\"}";
        var headers = "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n";
        try (var socket = connected()) {
            send(socket, authorized("POST /v1.0/me/messages", headers));
            for (var at = 0; at < body.length(); at++) {
                send(socket, body.substring(at, at + 1));
                Thread.sleep(10);
            }
            socket.shutdownOutput();
            assertThat(statusLines(Wire.received(socket)))
                    .singleElement()
                    .asString()
                    .startsWith("HTTP/1.1 201");
        }
    }

    @Test
    void manyWhoSayNothingKeepNobodyOut() throws IOException {
        var silent = new ArrayList<Socket>();
        try {
            for (var number = 0; number < 500; number++) {
                silent.add(connected());
            }
            assertOthersAreServed("500 connections");
        } finally {
            for (var socket : silent) {
                socket.close();
            }
        }
    }

    private void assertOthersAreServed(String beside) {
        assertThat(adele.get("/me").status()).as(beside).isEqualTo(200);
    }

    private String authorized(String request, String headers) {
        return request + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + adele.token() + "\r\n" + headers + "\r\n";
    }

    /** Everything that comes back, of a client that says no more, until the sandbox hangs up. */
    private String talk(String request) throws IOException {
        try (var socket = connected()) {
            send(socket, request);
            socket.shutdownOutput();
            return Wire.received(socket);
        }
    }

    private Socket connected() throws IOException {
        var socket =
                new Socket(InetAddress.getLoopbackAddress(), sandbox.address().getPort());
        socket.setSoTimeout(HANG_MILLIS);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (SocketException e) {
            // the sandbox has seen enough: what it said is read all the same
            assertThat(text.length()).isGreaterThan(10_000);
        }
    }

    private static List<String> statusLines(String received) {
        return received.lines().filter(line -> line.startsWith("HTTP/")).toList();
    }
}
