package dev.latchkey.microsoft.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.microsoft.RawServer;
import dev.latchkey.microsoft.ScriptedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class HttpTest {

    private static final Http PATIENT = new Http();

    @Test
    void whereNobodyListensNothingWasSent() throws IOException {
        int port;
        try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }

        assertThat(PATIENT.send(post(URI.create("http://127.0.0.1:" + port + "/")), 100))
                .isInstanceOf(HttpReply.NotSent.class);
        assertThat(PATIENT.send(post(URI.create("http://no-such-host.invalid/")), 100))
                .isInstanceOf(HttpReply.NotSent.class);
    }

    @Test
    void aResetConnectionIsLost() throws IOException {
        try (var server = new RawServer(connection -> connection.setSoLinger(true, 0))) {
            assertThat(PATIENT.send(post(server.cloud().login()), 100)).isInstanceOf(HttpReply.Lost.class);
        }
    }

    @Test
    void aPostIsNotRepeatedBehindOurBack() throws IOException {
        var connections = new AtomicInteger();
        try (var server = new RawServer(connection -> {
            // the first call leaves an open connection, which is dropped under the second
            if (connections.incrementAndGet() == 1) {
                RawServer.write(connection, "HTTP/1.1 204 No Content\r\n\r\n");
                RawServer.head(connection);
            }
            connection.setSoLinger(true, 0);
        })) {
            var first = PATIENT.send(post(server.cloud().login()), 100);
            var second = PATIENT.send(post(server.cloud().login()), 100);

            assertThat(first).isInstanceOf(HttpReply.Answer.class);
            assertThat(second).isInstanceOf(HttpReply.Lost.class);
            assertThat(connections).hasValue(1);
        }
    }

    @Test
    void aBodyThatEndsEarlyIsLost() throws IOException {
        try (var server = new RawServer(
                connection -> RawServer.write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{\"a"))) {
            assertThat(PATIENT.send(post(server.cloud().login()), 100)).isInstanceOf(HttpReply.Lost.class);
        }
    }

    @Test
    void aBodyThatDripsForEverEndsAtTheDeadline() throws IOException {
        var hurried = new Http(HttpClient.newHttpClient(), 10, Duration.ofMillis(300));
        try (var server = new RawServer(connection -> {
            RawServer.write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
            while (true) {
                RawServer.write(connection, ".");
                Thread.sleep(20);
            }
        })) {
            assertThat(hurried.send(post(server.cloud().login()), 1_000_000))
                    .isEqualTo(new HttpReply.Lost("no whole answer in time"));
        }
    }

    @Test
    void anAnswerBeyondTheLimitIsNotRead() {
        try (var server = new ScriptedServer().answer(200, "x".repeat(101)).answer(200, "x".repeat(100))) {
            assertThat(PATIENT.send(post(server.cloud().login()), 100)).isEqualTo(new HttpReply.TooLarge(100));
            assertThat(PATIENT.send(post(server.cloud().login()), 100)).isInstanceOf(HttpReply.Answer.class);
        }
    }

    @Test
    void noMoreCallsRunAtOnceThanTheHostMayBear() throws Exception {
        var atOnce = new AtomicInteger();
        var most = new AtomicInteger();
        var capped = new Http(HttpClient.newHttpClient(), 2, Duration.ofSeconds(10));
        var calls = 6;
        var done = new CountDownLatch(calls);
        try (var server = new RawServer(connection -> {
                    most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                    Thread.sleep(50);
                    atOnce.decrementAndGet();
                    RawServer.write(connection, "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
                });
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < calls; i++) {
                threads.execute(() -> {
                    capped.send(post(server.cloud().login()), 100);
                    done.countDown();
                });
            }
            done.await();
        }

        assertThat(most).hasValue(2);
    }

    @Test
    void whoFindsNoFreeTurnHasSentNothing() {
        var full = new Http(HttpClient.newHttpClient(), 0, Duration.ofMillis(20));

        assertThat(full.send(post(URI.create("http://127.0.0.1:9/")), 100))
                .isEqualTo(new HttpReply.NotSent("too many calls at once"));
    }

    private static HttpRequest post(URI uri) {
        return HttpRequest.newBuilder(uri)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
    }
}
