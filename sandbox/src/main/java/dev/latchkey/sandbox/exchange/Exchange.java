package dev.latchkey.sandbox.exchange;

import dev.latchkey.sandbox.entra.Directory;
import dev.latchkey.sandbox.store.Ledger;
import dev.latchkey.sandbox.store.Store;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** The parts of the simulated Exchange, put together. */
public final class Exchange {

    private final Store store;
    private final Tables tables;
    private final Mailboxes mailboxes;
    private final Composer composer;
    private final Replies replies;
    private final PostOffice postOffice;
    private final MailImport mailImport;
    private final OutsideMail outsideMail;
    private final SendingLimits sendingLimits;

    public Exchange(Store store, Ledger ledger, Clock clock, RandomGenerator random, Directory directory) {
        this.store = store;
        tables = new Tables(store);
        var stamps = new Stamps(clock, random);
        var conversations = new Conversations(stamps);
        var intake = new Intake(conversations);
        mailboxes = new Mailboxes(directory, tables, clock, new SeedMail(intake, clock)::furnish);
        composer = new Composer(store, clock, stamps, conversations);
        replies = new Replies(clock, stamps);
        var automaticReplies = new AutomaticReplies(tables, clock, stamps, replies);
        sendingLimits = new SendingLimits(directory, clock);
        var delivery = new Delivery(mailboxes, intake, ledger, stamps, clock, automaticReplies);
        postOffice = new PostOffice(store, clock, ledger, composer, delivery, intake, sendingLimits);
        mailImport = new MailImport(mailboxes, intake, store, clock);
        outsideMail = new OutsideMail(store, clock, stamps, delivery);
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

    public SendingLimits sendingLimits() {
        return sendingLimits;
    }

    /** Forgets what lies outside the store. */
    public void reset() {
        sendingLimits.reset();
    }

    /** Returns once every change so far would survive the end of this process. */
    public void save() {
        store.commit();
    }

    /** Calls the listener with each change of a message, inside the change of the store. */
    public void onChange(Consumer<MailChange> listener) {
        tables.onChange(listener);
    }
}
