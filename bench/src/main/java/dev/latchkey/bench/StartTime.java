package dev.latchkey.bench;

import dev.latchkey.acceptance.Demo;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** From calling the launcher, with everything built, to the first page in full; in milliseconds. */
final class StartTime {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private StartTime() {}

    /** Each time with a new database. */
    static Figures onEmptyFolders(List<String> command, int times) throws Exception {
        var measured = new ArrayList<Long>();
        for (var time = 0; time < times; time++) {
            try (var demo = new Demo(command)) {
                measured.add(toFirstPage(demo));
            }
        }
        return Figures.of(measured);
    }

    static Figures onTheSameFolder(List<String> command, int times) throws Exception {
        var measured = new ArrayList<Long>();
        try (var demo = new Demo(command)) {
            toFirstPage(demo);
            for (var time = 0; time < times; time++) {
                demo.stop();
                measured.add(toFirstPage(demo));
            }
        }
        return Figures.of(measured);
    }

    private static long toFirstPage(Demo demo) throws InterruptedException {
        var begun = System.nanoTime();
        demo.run();
        try (var browser = HttpClient.newHttpClient()) {
            while (!shows(browser, demo)) {
                if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                    throw new IllegalStateException("no page within " + PATIENCE);
                }
                Thread.sleep(25);
            }
        }
        return Duration.ofNanos(System.nanoTime() - begun).toMillis();
    }

    private static boolean shows(HttpClient browser, Demo demo) throws InterruptedException {
        try {
            var page = HttpRequest.newBuilder(demo.service("/sign-in")).build();
            return browser.send(page, BodyHandlers.ofString()).statusCode() == 200;
        } catch (IOException notYetListening) {
            return false;
        }
    }
}
