package dev.latchkey.bench;

import dev.latchkey.acceptance.Api;
import dev.latchkey.acceptance.Demo;
import dev.latchkey.acceptance.Receiver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/**
 * From the moment at which the simulated Exchange accepted a mail, by its ledger, to the moment at which the platform has
 * received {@code message.received} for it; in milliseconds. Mails come one after the other, evenly.
 */
final class WebhookLatency {

    private static final String FROM = "alex@contoso.example";
    private static final String TO = "adele@adventure-works.example";
    private static final Duration BETWEEN = Duration.ofMillis(100);

    private WebhookLatency() {}

    static Figures measure(Demo demo, Api api, int mails) throws InterruptedException {
        try (var platform = new Receiver()) {
            api.post(
                    demo.service("/v1/webhook-endpoints"),
                    "{\"url\":\"%s\",\"event_types\":[\"message.received\"]}".formatted(platform.address()));
            for (var number = 0; number < mails; number++) {
                Outlook.send(demo, FROM, TO, subject(number));
                Thread.sleep(BETWEEN);
            }
            var accepted = accepted(demo);
            var measured = new ArrayList<Long>();
            for (var entry : received(platform, mails).entrySet()) {
                var since = accepted.get(entry.getKey());
                if (since == null) {
                    throw new IllegalStateException("a webhook for a mail that was never accepted: " + entry.getKey());
                }
                measured.add(Duration.between(since, entry.getValue()).toMillis());
            }
            return Figures.of(measured);
        }
    }

    private static String subject(int number) {
        return "Measured " + number;
    }

    /** When each webhook came, by subject. */
    private static Map<String, Instant> received(Receiver platform, int mails) throws InterruptedException {
        var times = new HashMap<String, Instant>();
        while (times.size() < mails) {
            var delivery = platform.await("message.received");
            var subject = delivery.json().path("data").path("subject").asString("");
            if (subject.startsWith("Measured ")) {
                times.putIfAbsent(subject, delivery.at());
            }
        }
        return times;
    }

    /** When each mail was accepted, by subject. */
    private static Map<String, Instant> accepted(Demo demo) {
        var times = new HashMap<String, Instant>();
        var sandbox = new Api("none");
        var after = 0L;
        while (true) {
            var entries = sandbox.get(demo.sandbox("/_sandbox/ledger?limit=1000&after=" + after))
                    .path("data");
            if (entries.isEmpty()) {
                return times;
            }
            for (var entry : entries) {
                after = entry.path("seq").asLong();
                if (entry.path("kind").asString().equals("send.accepted")) {
                    times.put(
                            entry.path("facts").path("subject").asString(),
                            Instant.parse(entry.path("at").asString()));
                }
            }
        }
    }
}
