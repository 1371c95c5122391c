package dev.latchkey.service.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.DemoWorld;
import dev.latchkey.service.db.Transactions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class JobsTest {

    private static final String JOB = "mail-notices";

    private final DemoWorld world = DemoWorld.shared();
    private final Jobs jobs = world.service().bean(Jobs.class);
    private final Transactions transactions = world.service().bean(Transactions.class);
    private final JdbcClient sql = world.service().bean(JdbcClient.class);

    @AfterEach
    void asItWas() {
        run("delete from scheduled_tasks where task_instance like 'jobs-test%'");
    }

    @Test
    void whoeverAsksAgainBringsTheWaitingRunForward() {
        order(Duration.ofDays(2));
        order(Duration.ofDays(1));
        order(Duration.ofDays(3));

        assertThat(waiting("execution_time < now() + interval '25 hours'")).isEqualTo(1);
        assertThat(waiting("true")).isEqualTo(1);
    }

    @Test
    void howeverManyAskWhileOneIsRunningOneRunFollows() {
        order(Duration.ofDays(1));
        run("update scheduled_tasks set picked = true where task_instance = 'jobs-test'");

        for (var asked = 0; asked < 5; asked++) {
            order(Duration.ofDays(1));
        }

        assertThat(waiting("not picked")).isEqualTo(1);
    }

    @Test
    void whileTheRunBehindIsRunningTooAnotherFollows() {
        order(Duration.ofDays(1));
        run("update scheduled_tasks set picked = true where task_instance = 'jobs-test'");
        order(Duration.ofDays(1));
        run("update scheduled_tasks set picked = true where task_instance like 'jobs-test%'");

        order(Duration.ofDays(1));

        assertThat(waiting("not picked")).isEqualTo(1);
    }

    private void order(Duration after) {
        transactions.run(
                world.workspace(),
                () -> jobs.at(JOB, world.workspace(), "jobs-test", Instant.now().plus(after)));
    }

    private long waiting(String condition) {
        return transactions.installation(() -> sql.sql(
                        "select count(*) from scheduled_tasks where task_instance like 'jobs-test%' and " + condition)
                .query(Long.class)
                .single());
    }

    private void run(String statement) {
        transactions.installation(() -> sql.sql(statement).update());
    }
}
