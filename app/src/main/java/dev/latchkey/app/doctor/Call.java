package dev.latchkey.app.doctor;

import dev.latchkey.microsoft.http.Http;
import dev.latchkey.microsoft.http.HttpReply;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Calls that nobody waits long for, and that follow no redirect. */
final class Call {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long LONGEST_ANSWER = 1 << 20;

    private final Http http = new Http();

    HttpReply get(URI address) {
        return http.send(HttpRequest.newBuilder(address).build(), LONGEST_ANSWER, PATIENCE);
    }

    HttpReply post(URI address) {
        return http.send(
                HttpRequest.newBuilder(address).POST(BodyPublishers.noBody()).build(), LONGEST_ANSWER, PATIENCE);
    }

    static String trouble(HttpReply reply) {
        return switch (reply) {
            case HttpReply.Answer answer -> "HTTP " + answer.status();
            case HttpReply.NotSent(var reason) -> reason;
            case HttpReply.Lost(var reason) -> reason;
            case HttpReply.TooLarge tooLarge -> "an answer of impossible length";
        };
    }

    static URI address(String address, Map<String, String> parameters) {
        return URI.create(address + "?"
                + parameters.entrySet().stream()
                        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&")));
    }
}
