package dev.latchkey.service.approval;

import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.diagnosis.Cause;
import dev.latchkey.service.jobs.Job;
import dev.latchkey.service.jobs.Next;
import dev.latchkey.service.mailbox.AccessLevel;
import dev.latchkey.service.mailbox.WidenAccess;
import dev.latchkey.service.mailbox.WidenReply;
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

    private record Candidate(String mailboxId, String tenantId, AccessLevel wanted) {}

    private final JdbcClient sql;
    private final Transactions transactions;
    private final ConsentProbes probes;
    private final Waiters waiters;
    private final WidenAccess access;

    ProbeConsent(JdbcClient sql, Transactions transactions, ConsentProbes probes, Waiters waiters, WidenAccess access) {
        this.sql = sql;
        this.transactions = transactions;
        this.probes = probes;
        this.waiters = waiters;
        this.access = access;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Next run(WorkspaceId workspace, String link) {
        transactions.in(workspace, () -> candidate(link)).ifPresent(candidate -> {
            switch (access.widen(workspace, candidate.mailboxId(), candidate.wanted())) {
                case WidenReply.Widened widened -> probes.next(candidate.tenantId());
                case WidenReply.NotYet(var why) ->
                    transactions.run(workspace, () -> {
                        if (why.cause() == Cause.CONSENT_MISSING) {
                            waiters.refused(link);
                        }
                        probes.notYet(candidate.tenantId());
                    });
                case WidenReply.TryLater later -> {}
            }
        });
        return new Next.Done();
    }

    private Optional<Candidate> candidate(String link) {
        return sql.sql("""
                        select m.id, m.tenant_id, l.access from connect_links l join mailboxes m on m.id = l.mailbox_id
                        where l.id = :link and l.status = 'waiting_for_approval' and m.status = 'active' and m.access = 'send'
                        """)
                .param("link", link)
                .query((row, number) -> new Candidate(
                        row.getString("id"),
                        row.getString("tenant_id"),
                        AccessLevel.ofWireName(row.getString("access")).orElseThrow()))
                .optional();
    }
}
