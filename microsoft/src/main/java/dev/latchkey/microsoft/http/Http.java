package dev.latchkey.microsoft.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Carries calls. One instance serves a whole process, so that its caps hold for all of it. */
public final class Http {

    /** Above this many calls at once to one host, callers queue: opening thousands of TLS connections stalls them all. */
    public static final int CALLS_PER_HOST = 200;

    /** How long a call takes at most, unless it says otherwise. */
    public static final Duration LONGEST_CALL = Duration.ofSeconds(30);

    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final HttpClient client;
    private final int callsPerHost;
    private final Duration deadline;
    private final Map<String, Semaphore> hosts = new ConcurrentHashMap<>();

    /** With a client of its own, 200 calls per host and 30 seconds for a call. */
    public Http() {
        this(newClient(), CALLS_PER_HOST, LONGEST_CALL);
    }

    /**
     * @param client must speak HTTP/1.1 (the JDK's HTTP/2 fails above the server's limit of streams) and follow no
     *     redirects
     * @param deadline for the whole of a call, waiting for its turn and reading the body included
     */
    public Http(HttpClient client, int callsPerHost, Duration deadline) {
        this.client = client;
        this.callsPerHost = callsPerHost;
        this.deadline = deadline;
    }

    /** Sends the request once, and reads at most {@code bodyLimit} bytes of the answer. */
    public HttpReply send(HttpRequest request, long bodyLimit) {
        return send(request, bodyLimit, deadline);
    }

    /** As {@link #send(HttpRequest, long)}, with a deadline of its own, for large bodies. */
    public HttpReply send(HttpRequest request, long bodyLimit, Duration callDeadline) {
        var end = System.nanoTime() + callDeadline.toNanos();
        var turns = hosts.computeIfAbsent(request.uri().getAuthority(), host -> new Semaphore(callsPerHost));
        try {
            if (!turns.tryAcquire(callDeadline.toNanos(), TimeUnit.NANOSECONDS)) {
                return new HttpReply.NotSent("too many calls at once");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new HttpReply.NotSent("interrupted");
        }
        try {
            return exchange(request, bodyLimit, end);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new HttpReply.Lost("interrupted");
        } finally {
            turns.release();
        }
    }

    // the JDK's own request timeout ends with the answer's headers; a body that drips would hold the thread for ever
    private HttpReply exchange(HttpRequest request, long bodyLimit, long end) throws InterruptedException {
        var call = client.sendAsync(request, info -> new LimitedBody(bodyLimit));
        try {
            var answer = call.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            return new HttpReply.Answer(answer.statusCode(), answer.headers(), answer.body());
        } catch (TimeoutException e) {
            return new HttpReply.Lost("no whole answer in time");
        } catch (ExecutionException e) {
            return failure(e.getCause(), bodyLimit);
        } finally {
            call.cancel(true);
        }
    }

    private static HttpReply failure(@Nullable Throwable cause, long bodyLimit) {
        return switch (cause) {
            case LimitedBody.Exceeded e -> new HttpReply.TooLarge(bodyLimit);
            case HttpConnectTimeoutException e -> new HttpReply.NotSent("no connection in time");
            case ConnectException e -> new HttpReply.NotSent("no connection");
            // a certificate that does not hold, or a server that speaks no TLS: the request is sent only after this
            case SSLHandshakeException e -> new HttpReply.NotSent("no trusted TLS connection");
            case IOException e ->
                new HttpReply.Lost("connection lost: " + e.getClass().getSimpleName());
            case null, default -> throw new IllegalStateException("the HTTP client failed", cause);
        };
    }

    private static HttpClient newClient() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }
}
