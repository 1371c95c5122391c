package dev.latchkey.service.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.DemoWorld;
import dev.latchkey.service.Visitor;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class SignInTest {

    private static final String OLIVE = "olive@enginy.example";

    private final DemoWorld world = DemoWorld.shared();

    @Test
    void aFloodOfWrongPasswordsIsTurnedAwayAndHoldsUpNobodyElse() throws Exception {
        var answers = new ArrayList<Future<Visitor>>();
        try (var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var person = 0; person < 40; person++) {
                var email = "person" + person + "@nowhere.example";
                answers.add(crowd.submit(() -> signIn(email, "wrong password")));
            }
            assertThat(world.api().get("/v1/mailboxes").status()).isEqualTo(200);
        }
        for (var answer : answers) {
            assertThat(answer.get().status()).isIn(200, 503);
            assertThat(answer.get().text()).containsAnyOf("do not go together", "Too busy just now");
        }
        assertThat(signIn(OLIVE, "correct horse").address().getPath()).isEqualTo("/settings/email");
    }

    @Test
    void afterTenWrongPasswordsTheAccountRestsAndOthersDoNot() {
        var email = "guessed@nowhere.example";
        for (var tries = 0; tries < SignInTries.MOST; tries++) {
            assertThat(signIn(email, "guess " + tries).text()).contains("do not go together");
        }

        var next = signIn(email, "another guess");

        assertThat(next.status()).isEqualTo(429);
        assertThat(next.text()).contains("Too many wrong passwords", "Wait a quarter of an hour");
        assertThat(signIn(OLIVE, "correct horse").status()).isEqualTo(200);
    }

    @Test
    void triesAreForgottenInAQuarterOfAnHourAndCountedForEachAddress() {
        var start = Instant.parse("2026-11-23T09:00:00Z");
        var now = new AtomicReference<>(start);
        var tries = new SignInTries(new Clock() {
            @Override
            public Instant instant() {
                return now.get();
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        });
        var attacker = new SignInTries.Pair(OLIVE, "203.0.113.7");
        for (var tried = 0; tried < SignInTries.MOST; tried++) {
            assertThat(tries.begin(attacker)).isTrue();
        }
        assertThat(tries.begin(new SignInTries.Pair("Olive@enginy.example ", "203.0.113.7")))
                .isFalse();
        assertThat(tries.begin(new SignInTries.Pair(OLIVE, "198.51.100.9"))).isTrue();

        now.set(start.plus(SignInTries.WINDOW));
        assertThat(tries.begin(attacker)).isTrue();
    }

    @Test
    void aSessionIsShortUntilSomebodyHasSignedIn() {
        var seconds =
                "select max_inactive_interval from spring_session order by creation_time desc, last_access_time desc limit 1";
        var sql = world.service().bean(JdbcClient.class);

        var visitor = new Visitor().open(world.service().at("/sign-in"));
        assertThat(sql.sql(seconds).query(Integer.class).single()).isEqualTo(30 * 60);
        visitor.press("Sign in", Map.of("email", OLIVE, "password", "correct horse"));
        assertThat(sql.sql(seconds).query(Integer.class).single()).isEqualTo(7 * 24 * 60 * 60);
    }

    private Visitor signIn(String email, String password) {
        return new Visitor()
                .open(world.service().at("/sign-in"))
                .press("Sign in", Map.of("email", email, "password", password));
    }

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
