package dev.latchkey.service;

import dev.latchkey.sandbox.exchange.EmailAddress;
import dev.latchkey.sandbox.exchange.Mail;
import dev.latchkey.sandbox.exchange.Mailbox;
import dev.latchkey.sandbox.exchange.Message;
import dev.latchkey.sandbox.exchange.Submission;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.events.Event;
import dev.latchkey.service.events.EventLog;
import dev.latchkey.service.events.EventType;
import dev.latchkey.service.messages.Folders;
import dev.latchkey.service.messages.Messages;
import dev.latchkey.service.messages.StoredFolder;
import dev.latchkey.service.messages.StoredMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A mailbox of the sandbox that is connected and read, and both sides of it. */
public final class WatchedMailbox {

    private static final EmailAddress CUSTOMER = new EmailAddress("Customer", "customer@elsewhere.example");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final DemoWorld world = DemoWorld.shared();
    private final Transactions transactions = world.service().bean(Transactions.class);
    private final Messages messages = world.service().bean(Messages.class);
    private final Folders folders = world.service().bean(Folders.class);
    private final JdbcClient sql = world.service().bean(JdbcClient.class);
    private final Mailbox box;
    private final String id;
    private final WorkspaceId workspace;

    private WatchedMailbox(String address) {
        box = world.sandbox().exchange().mailboxes().byAddress(address).orElseThrow();
        id = world.connect(address);
        workspace = new WorkspaceId(transactions.installation(() -> sql.sql("select * from all_workspaces()")
                .query(String.class)
                .list()
                .getFirst()));
        eventually(() -> List.of("inbox", "sentitems").stream().allMatch(this::isWatched));
    }

    /** Connects it, and returns when Inbox and Sent Items are read and subscribed to. */
    public static WatchedMailbox connect(String address) {
        return new WatchedMailbox(address);
    }

    public String id() {
        return id;
    }

    public WorkspaceId workspace() {
        return workspace;
    }

    /** Microsoft's side. */
    public Mailbox box() {
        return box;
    }

    /** A mail from a stranger, by the sandbox's Exchange. */
    public Message deliver(String subject, Mail.Header... headers) {
        return deliver(subject, new Mail.Body(false, "Text of " + subject), headers);
    }

    public Message deliver(String subject, Mail.Body body, Mail.Header... headers) {
        return world.sandbox().exchange().outsideMail().deliver(box, CUSTOMER, subject, body, List.of(headers));
    }

    /** A mail that the person sends in a program of their own; returns its Message-ID. */
    public String sendElsewhere(String subject) {
        var mime = "From: %s\r\nTo: %s\r\nSubject: %s\r\n\r\nHello\r\n"
                .formatted(box.owner().address(), CUSTOMER.address(), subject)
                .getBytes(StandardCharsets.UTF_8);
        var submission = world.sandbox().exchange().postOffice().send(box, mime, true);
        return ((Submission.Accepted) submission).internetMessageId();
    }

    /** Waits for the mail of that subject in the index. */
    public StoredMessage arrived(String folder, String subject) {
        eventually(() -> find(folder, subject).isPresent());
        return find(folder, subject).orElseThrow();
    }

    public Optional<StoredMessage> find(String folder, String subject) {
        return list(folder).stream()
                .filter(message -> message.mail().subject().equals(subject))
                .findFirst();
    }

    public List<StoredMessage> list(String folder) {
        return transactions.in(
                workspace,
                () -> messages.list(
                                Messages.Query.folder(
                                        id,
                                        folders.find(id, folder).orElseThrow().id()),
                                null,
                                500)
                        .data());
    }

    public Optional<StoredMessage> now(StoredMessage message) {
        return transactions.in(workspace, () -> messages.find(id, message.id()));
    }

    /** The well-known name of the folder in which it lies. */
    public String folderOf(StoredMessage message) {
        return transactions.in(
                workspace,
                () -> now(message)
                        .flatMap(found -> folders.find(id, found.folderId()))
                        .map(StoredFolder::wellKnown)
                        .orElse("none"));
    }

    public List<Event> events(EventType type) {
        var filter = new EventLog.Filter(0, type.wireName(), id);
        return transactions.in(
                workspace, () -> world.service().bean(EventLog.class).after(filter, 100_000));
    }

    /** How often that was told of this message. */
    public long told(EventType type, StoredMessage message) {
        return events(type).stream()
                .filter(event -> event.data().path("message_id").stringValue("").equals(message.id()))
                .count();
    }

    /** Runs a statement in the workspace of the mailbox. */
    public void sql(String statement) {
        transactions.run(workspace, () -> sql.sql(statement).update());
    }

    public long number(String query) {
        return transactions.in(
                workspace,
                () -> sql.sql(query).param("mailbox", id).query(Long.class).single());
    }

    public String text(String query) {
        return transactions.in(
                workspace,
                () -> sql.sql(query).param("mailbox", id).query(String.class).single());
    }

    private boolean isWatched(String folder) {
        return transactions.in(
                        workspace,
                        () -> folders.find(id, folder)
                                .filter(StoredFolder::indexed)
                                .isPresent())
                && number("select count(*) from subscriptions s join folders f on f.id = s.folder_id "
                                + "where s.mailbox_id = :mailbox and s.expires_at > now() and f.well_known = '" + folder
                                + "'")
                        == 1;
    }

    public static void eventually(BooleanSupplier condition) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + PATIENCE.toSeconds() + " seconds");
            }
            try {
                Thread.sleep(Duration.ofMillis(20));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }
}
