package dev.latchkey.bench;

import dev.latchkey.sandbox.client.SandboxClient;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How much one can measure against the sandbox before it is what is measured. */
@Command(
        name = "sandbox",
        mixinStandardHelpOptions = true,
        description = "Measures the sandbox in a process of its own, on one core, over plain HTTP.")
final class SandboxBench implements Callable<Integer> {

    private static final PrintStream OUT = System.out;
    private static final JsonMapper JSON = new JsonMapper();
    private static final int CLIENTS = 8;
    private static final int LOT = 5_000;
    private static final int IN_MEMORY = 100_000;
    private static final int PAGES = 1_000;
    private static final int LONGEST_COMPLAINT = 500;

    @Option(
            names = "--seconds",
            defaultValue = "20",
            description = "How long each load is counted, after as long a time to warm up (default: ${DEFAULT-VALUE}).")
    private int seconds = 20;

    @Option(
            names = "--messages",
            defaultValue = "1000000",
            description = "How many messages the large mailbox has (default: ${DEFAULT-VALUE}).")
    private int messages = 1_000_000;

    @Override
    public Integer call() throws Exception {
        OUT.println("| Measured | |");
        OUT.println("|---|---|");
        try (var sandbox = MeasuredSandbox.onAllCores()) {
            OUT.printf("| start in a fresh JVM, on all cores | %d ms |%n", sandbox.startMillis());
            OUT.printf("| start and end of a second one there | %d ms |%n", sandbox.secondStartMillis());
        }
        try (var sandbox = MeasuredSandbox.onOneCore()) {
            limitless(sandbox);
            OUT.printf("| small reads | %,d /s |%n", rate(sandbox, read(sandbox), 200));
            OUT.printf("| accepted sends | %,d /s |%n", rate(sandbox, send(sandbox), 202));
        }
        try (var sandbox = MeasuredSandbox.onOneCore()) {
            limitless(sandbox);
            var before = sandbox.usedHeap();
            var source = imported(sandbox, 0, IN_MEMORY);
            OUT.printf(
                    "| memory a message, besides its source | %d bytes |%n",
                    (sandbox.usedHeap() - before - source) / IN_MEMORY);
        }
        var folder = Files.createTempDirectory("latchkey-bench");
        var file = folder.resolve("sandbox.mv");
        try (var sandbox = MeasuredSandbox.onOneCore(file.toString())) {
            limitless(sandbox);
            large(sandbox);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
        return 0;
    }

    /** The load is of one application on one mailbox, beyond what Microsoft allows. */
    private static void limitless(MeasuredSandbox sandbox) {
        try (var steer = new SandboxClient(sandbox.address())) {
            steer.changeLimits("""
                    {"concurrentRequests": 1000, "requestsInTenMinutes": 2000000000, "requestsInASecond": 2000000000,
                     "uploadedBytesInFiveMinutes": 1000000000000}""");
            steer.changeUser(SandboxProcess.MEMBER, "{\"recipientsADay\": 2000000000}");
            steer.changeTenant("adventure-works.example", "{\"externalRecipientsADay\": 2000000000}");
        }
    }

    private static byte[] read(MeasuredSandbox sandbox) throws IOException {
        try (var connection = new HttpConnection(sandbox.address())) {
            var page =
                    json(connection.call(HttpConnection.get("/v1.0/me/messages?$top=1&$select=id", sandbox.token())));
            var id = page.path("value").path(0).path("id").asString();
            return HttpConnection.get("/v1.0/me/messages/" + id + "?$select=subject,from,isRead", sandbox.token());
        }
    }

    private static byte[] send(MeasuredSandbox sandbox) {
        return HttpConnection.request(
                "POST", "/v1.0/me/sendMail", sandbox.token(), "application/json", """
                {"message": {"subject": "Load", "body": {"contentType": "text", "content": "Hello"},
                 "toRecipients": [{"emailAddress": {"address": "alex@contoso.example"}}]}}""".getBytes(StandardCharsets.UTF_8));
    }

    /** Answers in a second, by clients that each wait for an answer before they ask again; the first half is not counted. */
    private long rate(MeasuredSandbox sandbox, byte[] request, int status) throws Exception {
        var answers = new AtomicLong();
        var from = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        var until = from + Duration.ofSeconds(seconds).toNanos();
        try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
            var running = new ArrayList<Future<?>>();
            for (var client = 0; client < CLIENTS; client++) {
                running.add(clients.submit(() -> {
                    try (var connection = new HttpConnection(sandbox.address())) {
                        while (System.nanoTime() < until) {
                            expect(status, connection.call(request));
                            if (System.nanoTime() >= from) {
                                answers.incrementAndGet();
                            }
                        }
                    }
                    return null;
                }));
            }
            for (var client : running) {
                client.get();
            }
        }
        return answers.get() / seconds;
    }

    /** A mailbox that is kept in a file, at its beginning and when it is large. */
    private void large(MeasuredSandbox sandbox) throws IOException {
        var before = sandbox.usedHeap();
        imported(sandbox, 0, LOT);
        pages(sandbox, LOT);
        var begun = System.nanoTime();
        imported(sandbox, LOT, messages);
        var rate = (messages - LOT) * 1_000_000_000L / (System.nanoTime() - begun);
        OUT.printf("| import of %,d messages, kept in a file | %,d /s |%n", messages, rate);
        pages(sandbox, messages);
        OUT.printf("| memory a message of them | %d bytes |%n", (sandbox.usedHeap() - before) / messages);
    }

    /** Returns the bytes of the messages. */
    private static long imported(MeasuredSandbox sandbox, int from, int to) throws IOException {
        var bytes = 0L;
        try (var connection = new HttpConnection(sandbox.address())) {
            for (var done = from; done < to; done += LOT) {
                var lot = mbox(done, Math.min(LOT, to - done));
                bytes += lot.length;
                expect(
                        201,
                        connection.call(HttpConnection.request(
                                "POST",
                                "/_sandbox/import?mailbox=" + SandboxProcess.MEMBER,
                                sandbox.token(),
                                "application/mbox",
                                lot)));
            }
        }
        return bytes;
    }

    private static void pages(MeasuredSandbox sandbox, int of) throws IOException {
        try (var connection = new HttpConnection(sandbox.address())) {
            pages(sandbox, connection, "a page of 50 of %,d messages".formatted(of), "messages");
            pages(sandbox, connection, "a page of 50 of the delta of %,d messages".formatted(of), "messages/delta");
        }
    }

    private static void pages(MeasuredSandbox sandbox, HttpConnection connection, String what, String list)
            throws IOException {
        var first = "/v1.0/me/mailFolders/inbox/" + list + "?$top=50&$select=subject";
        var times = new ArrayList<Long>();
        var path = first;
        for (var page = 0; page < 2 * PAGES; page++) {
            var begun = System.nanoTime();
            var answer = connection.call(HttpConnection.get(path, sandbox.token()));
            if (page >= PAGES) {
                times.add((System.nanoTime() - begun) / 1_000);
            }
            var next = json(answer).path("@odata.nextLink").asString("");
            path = next.isEmpty() ? first : next.substring(next.indexOf("/v1.0"));
        }
        var figures = Figures.of(times);
        OUT.printf("| %s | %,d µs, 99 of 100 within %,d µs |%n", what, figures.percentile(50), figures.percentile(99));
    }

    private static byte[] mbox(int from, int count) {
        var mbox = new StringBuilder();
        for (var number = from; number < from + count; number++) {
            mbox.append("""
                    From customer@elsewhere.example Mon Nov 23 10:00:00 2026
                    From: Customer <customer@elsewhere.example>
                    To: adele@adventure-works.example
                    Subject: Message %1$d
                    Message-ID: <%1$d@elsewhere.example>
                    Date: Mon, 23 Nov 2026 10:00:00 +0000

                    Hello

                    """.formatted(number));
        }
        return mbox.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode json(HttpConnection.Answer answer) {
        expect(200, answer);
        return JSON.readTree(answer.body());
    }

    private static void expect(int status, HttpConnection.Answer answer) {
        if (answer.status() != status) {
            var body = answer.body();
            throw new IllegalStateException("the sandbox answered %d: %s"
                    .formatted(answer.status(), body.substring(0, Math.min(LONGEST_COMPLAINT, body.length()))));
        }
    }
}
