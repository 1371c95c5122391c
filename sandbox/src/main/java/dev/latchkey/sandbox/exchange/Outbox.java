package dev.latchkey.sandbox.exchange;

import dev.latchkey.sandbox.store.Store;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * Mail that was accepted: its sender gets a copy and it leaves, both at once, or later where a {@link SendFault} says so. What
 * is late outlives the process.
 */
final class Outbox implements AutoCloseable {

    /**
     * An accepted mail.
     *
     * @param sender the object id of the mailbox's owner
     * @param draft the item that was sent; null where there was no draft
     * @param copy whether it is saved to Sent Items
     * @param excess whom it does not reach; null: nobody is left out
     */
    record Parcel(
            String sender,
            List<EmailAddress> recipients,
            Map<String, String> properties,
            Way way,
            @Nullable Long draft,
            boolean copy,
            SendingLimits.@Nullable Excess excess) {}

    private enum Step {
        COPY,
        DELIVERY
    }

    /** A step that is not due yet. */
    private record Late(Parcel parcel, Step step, Instant due, boolean acceptsSecondSend) {}

    private static final Logger LOG = System.getLogger(Outbox.class.getName());

    /** The time can be moved, so it is looked at again and again while something waits. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final MVMap<String, Late> late;
    private final MVMap<String, byte[]> lateMime;
    private final Store store;
    private final Clock clock;
    private final Mailboxes mailboxes;
    private final OwnCopies copies;
    private final Delivery delivery;
    private final AtomicBoolean watching = new AtomicBoolean();
    private final ExecutorService thread = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("outbox-", 0).factory());

    Outbox(Store store, Clock clock, Mailboxes mailboxes, OwnCopies copies, Delivery delivery) {
        this.late = store.map("mail.outbox", Late.class);
        this.lateMime = store.bytes("mail.outbox.mime");
        this.store = store;
        this.clock = clock;
        this.mailboxes = mailboxes;
        this.copies = copies;
        this.delivery = delivery;
        watch();
    }

    /** Called inside the change of the store in which the mail is accepted. */
    void take(Mailbox mailbox, Parcel parcel, Intake.Content content, SendFault fault) {
        if (parcel.copy() || parcel.draft() != null) {
            take(mailbox, parcel, Step.COPY, content, fault.copies(), fault);
        }
        take(mailbox, parcel, Step.DELIVERY, content, fault.leaves(), fault);
    }

    /** Whether that draft has been accepted before, and nobody may send it again. */
    boolean holds(Mailbox mailbox, Message draft) {
        return late.values().stream()
                .anyMatch(waiting -> !waiting.acceptsSecondSend()
                        && Objects.equals(waiting.parcel().draft(), draft.item())
                        && waiting.parcel().sender().equals(mailbox.owner().objectId()));
    }

    /** Carries out what is due by now. */
    void settle() {
        var settled = false;
        for (var key : List.copyOf(late.keySet())) {
            settled |= store.change(() -> settle(key));
        }
        if (settled) {
            store.commit();
        }
    }

    private void take(
            Mailbox mailbox, Parcel parcel, Step step, Intake.Content content, Duration lateBy, SendFault fault) {
        if (lateBy.isZero()) {
            carryOut(mailbox, parcel, step, content);
            return;
        }
        var last = late.lastKey();
        var key = "%012d".formatted(last == null ? 1 : Long.parseLong(last) + 1);
        lateMime.put(key, content.mime());
        late.put(key, new Late(parcel, step, clock.instant().plus(lateBy), fault.acceptsSecondSend()));
        watch();
    }

    private boolean settle(String key) {
        var waiting = late.get(key);
        if (waiting == null || waiting.due().isAfter(clock.instant())) {
            return false;
        }
        late.remove(key);
        var mime = Objects.requireNonNull(lateMime.remove(key));
        mailboxes
                .ofOwner(waiting.parcel().sender())
                .ifPresent(mailbox -> carryOut(
                        mailbox, waiting.parcel(), waiting.step(), new Intake.Content(mime, MimeReader.read(mime))));
        return true;
    }

    private void carryOut(Mailbox mailbox, Parcel parcel, Step step, Intake.Content content) {
        switch (step) {
            case COPY -> copies.keep(mailbox, parcel, content);
            case DELIVERY ->
                delivery.carry(mailbox, content.mime(), parcel.recipients(), parcel.way(), parcel.excess());
        }
    }

    private void watch() {
        if (!late.isEmpty() && watching.compareAndSet(false, true)) {
            thread.execute(this::settleAll);
        }
    }

    private void settleAll() {
        try {
            while (!late.isEmpty()) {
                settleOrSay();
                Thread.sleep(LOOK_EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        watching.set(false);
        // one that came between the last look and the line above woke nobody
        watch();
    }

    /** What cannot be carried out holds up nothing else. */
    private void settleOrSay() {
        try {
            settle();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "A late mail did not leave", e);
        }
    }

    /** Ends its thread; what is late stays for the next process. */
    @Override
    public void close() {
        thread.shutdownNow();
        thread.close();
    }
}
