package dev.latchkey.service.jobs;

import dev.latchkey.service.db.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Wipes and deletes what nobody needs any more; what that is stands in the database's function of that name. */
@Component
final class SweepLeftovers implements Recurring {

    private final JdbcClient sql;
    private final Transactions transactions;
    private final Clock clock;

    SweepLeftovers(JdbcClient sql, Transactions transactions, Clock clock) {
        this.sql = sql;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "sweep-leftovers";
    }

    /** A parked code is good for ten minutes and gone a minute later. */
    @Override
    public Duration every() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void run() {
        transactions.installation(() -> sql.sql("select sweep_leftovers(:now)")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, number) -> number)
                .list());
    }
}
