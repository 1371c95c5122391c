package dev.latchkey.service.incoming;

import dev.latchkey.microsoft.graph.Folder;
import dev.latchkey.microsoft.graph.GraphReply;
import dev.latchkey.microsoft.graph.MailboxClient;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.jobs.Job;
import dev.latchkey.service.jobs.Jobs;
import dev.latchkey.service.jobs.Next;
import dev.latchkey.service.mailbox.Mailbox;
import dev.latchkey.service.mailbox.MailboxCalls;
import dev.latchkey.service.mailbox.MailboxReply;
import dev.latchkey.service.mailbox.Mailboxes;
import dev.latchkey.service.messages.Folders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Lists the folders of a mailbox and sees to it that Inbox and Sent Items are watched. */
@Component
final class ReadFolders implements Job {

    static final String NAME = "read-folders";
    static final List<String> WATCHED = List.of("inbox", "sentitems");
    private static final Logger LOG = LoggerFactory.getLogger(ReadFolders.class);

    private record Listing(List<Folder> folders, Map<String, String> wellKnown) {}

    private final Transactions transactions;
    private final Mailboxes mailboxes;
    private final MailboxCalls calls;
    private final Folders folders;
    private final FolderSyncs syncs;
    private final Jobs jobs;

    ReadFolders(
            Transactions transactions,
            Mailboxes mailboxes,
            MailboxCalls calls,
            Folders folders,
            FolderSyncs syncs,
            Jobs jobs) {
        this.transactions = transactions;
        this.mailboxes = mailboxes;
        this.calls = calls;
        this.folders = folders;
        this.syncs = syncs;
        this.jobs = jobs;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Next run(WorkspaceId workspace, String mailboxId) {
        var mailbox =
                transactions.in(workspace, () -> mailboxes.find(mailboxId)).orElse(null);
        if (mailbox == null || !mailbox.access().reads()) {
            return new Next.Done();
        }
        return switch (calls.call(workspace, mailboxId, ReadFolders::list)) {
            case MailboxReply.Done<Listing>(var listing) -> {
                transactions.run(workspace, () -> write(mailbox, listing));
                yield new Next.Done();
            }
            case MailboxReply.Later<Listing>(var at, var reason) -> new Next.Again(at);
            case MailboxReply.Refused<Listing>(var error) -> {
                LOG.warn("the folders of {} can't be listed: {} {}", mailboxId, error.status(), error.code());
                yield new Next.Done();
            }
            case MailboxReply.ReconnectNeeded<Listing> reconnect -> new Next.Done();
            case MailboxReply.NotInUse<Listing> _ -> new Next.Done();
        };
    }

    /** Graph's list does not say which folder is which: each well-known one is asked for by its name. */
    private static GraphReply<Listing> list(MailboxClient client) {
        return client.folders().then(all -> {
            var wellKnown = new HashMap<String, String>();
            for (var name : FolderOrder.WELL_KNOWN) {
                switch (client.folder(name)) {
                    case GraphReply.Done<Folder>(var folder) -> wellKnown.put(folder.id(), name);
                    case GraphReply.Refused<Folder>(var error) when error.notFound() -> {}
                    case GraphReply<Folder> other -> {
                        return other.map(folder -> new Listing(List.of(), Map.of()));
                    }
                }
            }
            return new GraphReply.Done<>(new Listing(all, wellKnown));
        });
    }

    private void write(Mailbox mailbox, Listing listing) {
        if (!mailboxes.hold(mailbox.id())) {
            return;
        }
        folders.replace(mailbox.workspace(), mailbox.id(), FolderOrder.arrange(listing.folders(), listing.wellKnown()));
        for (var name : WATCHED) {
            folders.find(mailbox.id(), name).ifPresent(folder -> {
                if (syncs.watch(mailbox, folder.id())) {
                    jobs.now(SyncFolder.NAME, mailbox.workspace(), folder.id());
                    jobs.now(KeepSubscribed.NAME, mailbox.workspace(), folder.id());
                }
            });
        }
    }
}
