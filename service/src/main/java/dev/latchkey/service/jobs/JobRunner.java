package dev.latchkey.service.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Runs the jobs of this node with db-scheduler, each on a virtual thread. */
@Component
final class JobRunner implements SmartLifecycle {

    private static final int AT_ONCE = 64;
    /** A node that is gone loses its runs to the others after four of these. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);

    private final Scheduler scheduler;
    private final Jobs jobs;
    private volatile boolean running;

    JobRunner(DataSource dataSource, Jobs jobs, List<Job> kinds, List<Recurring> recurring) {
        this.jobs = jobs;
        this.scheduler = Scheduler.create(
                        dataSource, kinds.stream().<Task<?>>map(JobRunner::task).toList())
                .startTasks(recurring.stream().map(JobRunner::recurringTask).toList())
                .serializer(new SubjectSerializer())
                .executorService(Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("job-", 1).factory()))
                .threads(AT_ONCE)
                .pollUsingLockAndFetch(0.5, 1.0)
                .pollingInterval(Duration.ofMillis(500))
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(4)
                .shutdownMaxWait(Duration.ofSeconds(10))
                .build();
    }

    private static Task<Subject> task(Job job) {
        return Tasks.custom(job.name(), Subject.class)
                .onFailure(JobRunner::againWithGrowingPauses)
                .onDeadExecutionRevive()
                .execute((instance, context) -> {
                    var subject = instance.getData();
                    return switch (job.run(subject.workspace(), subject.id())) {
                        case Next.Done done -> new CompletionHandler.OnCompleteRemove<>();
                        case Next.Again again -> (complete, operations) -> operations.reschedule(complete, again.at());
                    };
                });
    }

    private static void againWithGrowingPauses(ExecutionComplete failed, ExecutionOperations<Subject> operations) {
        var failures = Math.min(failed.getExecution().consecutiveFailures, 8);
        operations.reschedule(failed, failed.getTimeDone().plusSeconds(1L << failures));
    }

    private static RecurringTask<Void> recurringTask(Recurring recurring) {
        return Tasks.recurring(recurring.name(), FixedDelay.of(recurring.every()))
                .execute((instance, context) -> recurring.run());
    }

    @Override
    public void start() {
        scheduler.start();
        jobs.onWork(scheduler::triggerCheckForDueExecutions);
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        scheduler.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private static final class SubjectSerializer implements Serializer {

        /** Recurring work has no subject. */
        @Override
        public byte[] serialize(@Nullable Object data) {
            return data instanceof Subject subject ? subject.bytes() : new byte[0];
        }

        @Override
        public <T> @Nullable T deserialize(Class<T> type, byte[] data) {
            return type == Subject.class ? type.cast(Subject.of(data)) : null;
        }
    }
}
