package dev.latchkey.service.approval;

import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.jobs.Job;
import dev.latchkey.service.jobs.Next;
import dev.latchkey.service.mailbox.AccessLevel;
import dev.latchkey.service.mailbox.WidenAccess;
import dev.latchkey.service.mailbox.WidenReply;
import java.time.Clock;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Asks for a wider token for one member who is connected for sending and waits for more. Grants that are made in the portal, by
 * a reviewer or by a changed setting send us nothing: so they are found.
 */
@Component
final class ProbeConsent implements Job {

    static final String NAME = "probe-consent";

    private record Candidate(String mailboxId, AccessLevel wanted) {}

    private final JdbcClient sql;
    private final Transactions transactions;
    private final ConsentProbes probes;
    private final WidenAccess access;
    private final Clock clock;

    ProbeConsent(JdbcClient sql, Transactions transactions, ConsentProbes probes, WidenAccess access, Clock clock) {
        this.sql = sql;
        this.transactions = transactions;
        this.probes = probes;
        this.access = access;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Next run(WorkspaceId workspace, String tenant) {
        var candidate = transactions.in(workspace, () -> candidate(tenant)).orElse(null);
        if (candidate == null) {
            transactions.run(workspace, () -> probes.end(tenant));
            return new Next.Done();
        }
        return switch (access.widen(workspace, candidate.mailboxId(), candidate.wanted())) {
            // the next one who waits
            case WidenReply.Widened widened -> new Next.Again(clock.instant());
            case WidenReply.NotYet notYet -> {
                transactions.run(workspace, () -> probes.notYet(tenant));
                yield new Next.Done();
            }
            case WidenReply.TryLater later -> new Next.Done();
        };
    }

    private Optional<Candidate> candidate(String tenant) {
        return sql.sql("""
                        select m.id, l.access from approval_waiters w
                        join connect_links l on l.id = w.link_id
                        join mailboxes m on m.id = l.mailbox_id
                        where w.tenant = :tenant and m.status = 'active' and m.access = 'send'
                        order by w.since limit 1
                        """)
                .param("tenant", tenant)
                .query((row, number) -> new Candidate(
                        row.getString("id"),
                        AccessLevel.ofWireName(row.getString("access")).orElseThrow()))
                .optional();
    }
}
