package dev.latchkey.service.webhooks;

import dev.latchkey.service.webhooks.SendReply.Answered;
import dev.latchkey.service.webhooks.SendReply.Unanswered;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Posts once, to a checked address, within 15 seconds, without following redirects. */
@Component
final class Sender implements AutoCloseable {

    private static final Duration WHOLE_EXCHANGE = Duration.ofSeconds(15);
    private static final Timeout CONNECT = Timeout.ofSeconds(5);
    private static final int LONGEST_ANSWER = 4096;
    private static final int MOST_CONNECTIONS = 200;

    private final CloseableHttpClient client;
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("webhook-deadlines").factory());
    private final Duration wholeExchange;
    private final Clock clock;

    @Autowired
    Sender(CheckedLookup lookup, Clock clock) {
        this(lookup, clock, WHOLE_EXCHANGE);
    }

    Sender(CheckedLookup lookup, Clock clock, Duration wholeExchange) {
        this.clock = clock;
        this.wholeExchange = wholeExchange;
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(lookup)
                .setMaxConnTotal(MOST_CONNECTIONS)
                .setMaxConnPerRoute(2 * Lanes.WIDTH)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(CONNECT)
                        .setSocketTimeout(Timeout.of(wholeExchange))
                        .setTimeToLive(Timeout.ofMinutes(5))
                        .setValidateAfterInactivity(Timeout.ofSeconds(2))
                        .build())
                .build();
        this.client = HttpClients.custom()
                .setConnectionManager(connections)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(CONNECT)
                        .setResponseTimeout(Timeout.of(wholeExchange))
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .setUserAgent("Latchkey-Webhooks/1")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    SendReply post(URI url, Message message) {
        var request = new HttpPost(url);
        message.headers().forEach(request::setHeader);
        request.setEntity(new StringEntity(message.body(), ContentType.APPLICATION_JSON));
        var deadline = deadlines.schedule(request::cancel, wholeExchange.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return exchange(request);
        } catch (IOException | RuntimeException e) {
            return unanswered(e, request.isCancelled());
        } finally {
            deadline.cancel(false);
        }
    }

    /** The client's own handling would read an endless body to its end, so this one cuts it off. */
    private Answered exchange(HttpPost request) throws IOException {
        var response = client.executeOpen(null, request, null);
        try {
            var entity = response.getEntity();
            var bytes = entity == null ? new byte[0] : beginning(request, entity);
            return new Answered(response.getCode(), new String(bytes, StandardCharsets.UTF_8), retryAfter(response));
        } finally {
            close(response);
        }
    }

    private static byte[] beginning(HttpPost request, HttpEntity entity) throws IOException {
        var content = entity.getContent();
        var bytes = content.readNBytes(LONGEST_ANSWER);
        if (content.read() >= 0) {
            request.cancel();
        }
        return bytes;
    }

    private static void close(ClassicHttpResponse response) {
        try {
            response.close();
        } catch (IOException e) {
            // the connection was cut off above, on purpose; the answer is known
        }
    }

    private @Nullable Duration retryAfter(ClassicHttpResponse response) {
        var header = response.getFirstHeader("Retry-After");
        if (header == null) {
            return null;
        }
        if (header.getValue().matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(header.getValue()));
        }
        var time = DateUtils.parseStandardDate(header.getValue());
        return time == null ? null : Duration.between(clock.instant(), time);
    }

    private Unanswered unanswered(Exception e, boolean outOfTime) {
        if (outOfTime || e instanceof SocketTimeoutException) {
            return new Unanswered("No answer within " + wholeExchange.toSeconds() + " seconds.", true);
        }
        return switch (e) {
            case CheckedLookup.PrivateAddress refused -> new Unanswered(refused.getMessage() + ".", false);
            case UnknownHostException unknown -> new Unanswered("The name can't be found.", false);
            case ConnectException refused -> new Unanswered("The connection was refused.", false);
            case SSLException tls -> new Unanswered("TLS failed: " + tls.getMessage(), false);
            default -> new Unanswered("The connection broke: " + e.getMessage(), false);
        };
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
        deadlines.shutdownNow();
    }
}
