package dev.latchkey.sandbox.exchange;

import dev.latchkey.sandbox.entra.Directory;
import dev.latchkey.sandbox.store.Ledger;
import dev.latchkey.sandbox.store.Store;
import io.helidon.webserver.http.HttpService;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** The parts of the simulated Exchange, put together. */
public final class Exchange implements AutoCloseable {

    private final Store store;
    private final LargeContents contents;
    private final Tables tables;
    private final Mailboxes mailboxes;
    private final Composer composer;
    private final Replies replies;
    private final Outbox outbox;
    private final PostOffice postOffice;
    private final MailImport mailImport;
    private final OutsideMail outsideMail;
    private final SendingLimits sendingLimits;
    private final UnverifiedSwitches switches;
    private final Internet internet;

    @SuppressWarnings("size:parameters") // the parts of the sandbox that Exchange stands on
    public Exchange(
            Store store,
            LargeContents contents,
            Ledger ledger,
            Clock clock,
            RandomGenerator random,
            Directory directory,
            SendFaults faults) {
        this.store = store;
        this.contents = contents;
        tables = new Tables(store, contents);
        switches = new UnverifiedSwitches(store);
        var stamps = new Stamps(clock, random);
        var conversations = new Conversations(stamps);
        var intake = new Intake(conversations);
        mailboxes = new Mailboxes(directory, tables, clock, new SeedMail(intake, clock)::furnish);
        composer = new Composer(store, clock, stamps, conversations, switches::now);
        replies = new Replies(clock, stamps);
        internet = new Internet(store, mailboxes, intake, ledger, clock);
        var automaticReplies = new AutomaticReplies(tables, clock, stamps, replies);
        sendingLimits = new SendingLimits(directory, clock);
        var delivery = new Delivery(mailboxes, intake, ledger, stamps, clock, automaticReplies, internet);
        outbox = new Outbox(store, clock, mailboxes, new OwnCopies(intake, clock, switches::now), delivery);
        postOffice = new PostOffice(store, clock, ledger, composer, outbox, sendingLimits, faults);
        mailImport = new MailImport(mailboxes, intake, store, clock);
        outsideMail = new OutsideMail(store, ledger, clock, stamps, delivery, mailboxes, internet);
    }

    public Mailboxes mailboxes() {
        return mailboxes;
    }

    public Composer composer() {
        return composer;
    }

    public Replies replies() {
        return replies;
    }

    public PostOffice postOffice() {
        return postOffice;
    }

    public MailImport mailImport() {
        return mailImport;
    }

    public OutsideMail outsideMail() {
        return outsideMail;
    }

    public Internet internet() {
        return internet;
    }

    public SendingLimits sendingLimits() {
        return sendingLimits;
    }

    public LargeContents largeContents() {
        return contents;
    }

    /** Forgets what lies outside the store. */
    public void reset() {
        contents.clear();
        sendingLimits.reset();
    }

    /** What no page of Microsoft's settles, as it was chosen here. */
    public Unverified unverified() {
        return switches.now();
    }

    /** Shows and changes that. */
    public HttpService unverifiedSwitches() {
        return switches;
    }

    /** Carries out what was late and is due by now. */
    public void settle() {
        outbox.settle();
    }

    /** Returns once every change so far would survive the end of this process. */
    public void save() {
        store.commit();
    }

    /** Calls the listener with each change of a message, inside the change of the store. */
    public void onChange(Consumer<MailChange> listener) {
        tables.onChange(listener);
    }

    @Override
    public void close() {
        outbox.close();
        contents.close();
    }
}
