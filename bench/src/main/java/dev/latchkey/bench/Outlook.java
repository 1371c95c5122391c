package dev.latchkey.bench;

import dev.latchkey.acceptance.Demo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** A person who writes from a mailbox of the sandbox, by the form of its page. */
final class Outlook {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Outlook() {}

    static void send(Demo demo, String from, String to, String subject) {
        var form = "to=%s&subject=%s&text=Hello".formatted(encode(to), encode(subject));
        var request = HttpRequest.newBuilder(demo.sandbox("/outlook/" + from + "/new"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        try {
            var answer = HTTP.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 303) {
                throw new IllegalStateException("the mail was not taken: " + answer.statusCode() + " " + answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
