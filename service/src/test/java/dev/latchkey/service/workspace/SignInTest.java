package dev.latchkey.service.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.DemoWorld;
import dev.latchkey.service.Visitor;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SignInTest {

    private final DemoWorld world = DemoWorld.shared();

    @Test
    void aSignedOutBrowserMayAskForManyPagesAtOnce() throws Exception {
        var visitor = new Visitor().open(world.service().at("/sign-in"));
        var answers = new ArrayList<Future<HttpResponse<String>>>();
        try (var browser = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var page = 0; page < 12; page++) {
                var where = world.service().at("/settings/email?page=" + page);
                answers.add(browser.submit(() -> visitor.fetch(where, Map.of("Accept", "text/html"))));
            }
        }
        for (var answer : answers) {
            assertThat(answer.get().statusCode()).isEqualTo(302);
        }
    }
}
