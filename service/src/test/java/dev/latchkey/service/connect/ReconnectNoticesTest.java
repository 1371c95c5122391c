package dev.latchkey.service.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.exchange.MessageLists.Range;
import dev.latchkey.sandbox.exchange.MimeReader;
import dev.latchkey.sandbox.exchange.WellKnownFolder;
import dev.latchkey.service.DemoWorld;
import dev.latchkey.service.WatchedMailbox;
import dev.latchkey.service.db.Json;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.diagnosis.Cause;
import dev.latchkey.service.diagnosis.Finding;
import dev.latchkey.service.events.EventLog;
import dev.latchkey.service.events.EventType;
import dev.latchkey.service.jobs.Jobs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A member of ours with two mailboxes, who signs in with an address in the sandbox. */
class ReconnectNoticesTest {

    private static final String MEMBER = "alex@tailspin.example";
    private static final String SUBJECT = "Please connect your mailbox to Enginy again";

    private static final String TOLD =
            "select count(*) from notices where occasion = 'mailbox-needs-reconnect' and sent_at is not null";
    private static final String PUT_OFF = """
            select count(*) from scheduled_tasks t join notices n on t.task_instance like '%' || n.recipient || '%'
            where t.task_name = 'mail-notices' and n.sent_at is null and t.execution_time > now() + interval '30 seconds'""";

    private final DemoWorld world = DemoWorld.shared();
    private final Transactions transactions = world.service().bean(Transactions.class);
    private final JdbcClient sql = world.service().bean(JdbcClient.class);

    private int before;

    @BeforeEach
    void aMember() {
        run("delete from notices");
        before = all().size();
        run("insert into members (id, workspace_id, email, name, role, created_at) " + "select 'mem_reconnect', id, '"
                + MEMBER + "', 'Alex', 'member', now() from workspaces");
    }

    @AfterEach
    void asItWas() {
        run("delete from notices");
        run("delete from mailboxes where id like 'mbx_reconnect%'");
        run("delete from members where id = 'mem_reconnect'");
    }

    @Test
    void allMailboxesOfAMemberAreInOneMailAndTheNextDayInAnother() {
        falls("mbx_reconnect_1", "one@tailspin.example", MEMBER);
        falls("mbx_reconnect_2", "two@tailspin.example", MEMBER);
        due(MEMBER);

        WatchedMailbox.eventually(() -> mails().size() == 1);
        assertThat(mails().getFirst()).contains("- one@tailspin.example: ", "- two@tailspin.example: ");

        falls("mbx_reconnect_3", "three@tailspin.example", MEMBER);
        due(MEMBER);
        WatchedMailbox.eventually(() -> number("""
                select count(*) from scheduled_tasks where task_name = 'mail-notices'
                    and task_instance like '%alex@tailspin.example%' and execution_time > now() + interval '23 hours'""") >= 1);
        assertThat(mails()).hasSize(1);
    }

    @Test
    void whatIsConnectedAgainMeanwhileIsNotTold() {
        falls("mbx_reconnect_1", "one@tailspin.example", MEMBER);
        run("update mailboxes set status = 'active', finding = null where id = 'mbx_reconnect_1'");
        due(MEMBER);

        WatchedMailbox.eventually(() -> number("select count(*) from notices") == 0);
        assertThat(mails()).isEmpty();
    }

    @Test
    void ofSeventyMailsSixtyLeaveInTheFirstMinuteAndNoneIsLost() {
        transactions.run(world.workspace(), () -> {
            for (var each = 0; each < 70; each++) {
                falls("mbx_reconnect_" + each, "user" + each + "@tailspin.example", "user-of-the-platform-" + each);
            }
            sql.sql("delete from notices where occasion = 'many-need-reconnect'")
                    .update();
        });
        run("update notices set due_at = now()");
        jobsAreDue();

        WatchedMailbox.eventually(() -> number(TOLD) == 60 && number(PUT_OFF) == 10);

        run("update notices set sent_at = sent_at - interval '1 hour', leaving_at = leaving_at - interval '1 hour'");
        jobsAreDue();
        WatchedMailbox.eventually(() -> number(TOLD) == 70);
        assertThat(number("select count(*) from notices where occasion = 'mailbox-needs-reconnect'"))
                .isEqualTo(70);
    }

    @Test
    void manyAtOnceAreToldToTheOwnersToo() {
        for (var each = 0; each <= ManyReconnects.MANY; each++) {
            falls("mbx_reconnect_" + each, "user" + each + "@tailspin.example", "user-of-the-platform-" + each);
        }

        assertThat(number(
                        "select count(*) from notices where occasion = 'mailbox-needs-reconnect' and sent_at is null"))
                .isEqualTo(ManyReconnects.MANY + 1);
        assertThat(transactions.in(
                        world.workspace(),
                        () -> sql.sql("select recipient from notices where occasion = 'many-need-reconnect'")
                                .query(String.class)
                                .list()))
                .containsExactly("olive@enginy.example");
    }

    /** A connected mailbox whose grant has ended, as the token's caller would write it. */
    private void falls(String id, String address, String member) {
        var finding = Json.write(Finding.of(Cause.GRANT_ENDED));
        transactions.run(world.workspace(), () -> {
            sql.sql("""
                            insert into mailboxes (id, workspace_id, member, cloud, tenant_id, object_id, address, name,
                                status, access, granted_scopes, finding, created_at, connected_at)
                            values (:id, :workspace, :member, 'nowhere', 'nobody', :id, :address, '', 'needs_reconnect',
                                'send', '{}', cast(:finding as jsonb), now(), now())
                            """)
                    .param("id", id)
                    .param("workspace", world.workspace().value())
                    .param("member", member)
                    .param("address", address)
                    .param("finding", finding)
                    .update();
            world.service()
                    .bean(EventLog.class)
                    .append(world.workspace(), EventType.MAILBOX_NEEDS_RECONNECT, id, Map.of("mailbox_id", id));
        });
    }

    /** As if the time for gathering were over. */
    private void due(String recipient) {
        transactions.run(world.workspace(), () -> {
            sql.sql("update notices set due_at = now()").update();
            world.service()
                    .bean(Jobs.class)
                    .now("mail-notices", world.workspace(), ReconnectNotices.NAME + " " + recipient);
        });
    }

    private void jobsAreDue() {
        run("update scheduled_tasks set execution_time = now() where task_name = 'mail-notices' and not picked");
    }

    private List<String> mails() {
        return all().subList(0, all().size() - before);
    }

    private List<String> all() {
        var box = world.sandbox().exchange().mailboxes().byAddress(MEMBER).orElseThrow();
        return box
                .lists()
                .page(Range.newestOf(WellKnownFolder.INBOX.number()), message -> true, null, 50)
                .messages()
                .stream()
                .filter(message -> message.envelope().subject().equals(SUBJECT))
                .map(message -> MimeReader.read(box.mime(message)).body().content())
                .toList();
    }

    private void run(String statement) {
        transactions.run(world.workspace(), () -> sql.sql(statement).update());
    }

    private long number(String query) {
        return transactions.in(
                world.workspace(), () -> sql.sql(query).query(Long.class).single());
    }
}
