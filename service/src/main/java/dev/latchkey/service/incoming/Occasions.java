package dev.latchkey.service.incoming;

import dev.latchkey.service.events.Event;
import dev.latchkey.service.jobs.Jobs;
import dev.latchkey.service.messages.FolderWanted;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What gives occasion to read a mailbox: each is heard in the transaction in which it happens. */
@Component
final class Occasions {

    private final FolderSyncs syncs;
    private final Jobs jobs;

    Occasions(FolderSyncs syncs, Jobs jobs) {
        this.syncs = syncs;
        this.jobs = jobs;
    }

    @EventListener
    void connected(Event event) {
        var mailboxId = event.mailboxId();
        switch (event.type()) {
            case MAILBOX_CONNECTED, MAILBOX_UPGRADED -> {
                if (mailboxId != null) {
                    jobs.now(ReadFolders.NAME, event.workspace(), mailboxId);
                }
            }
            default -> {}
        }
    }

    /** Folders that nobody watches are read when somebody opens them. */
    @EventListener
    void opened(FolderWanted wanted) {
        if (syncs.listIsOld(wanted.mailboxId())) {
            jobs.now(ReadFolders.NAME, wanted.workspace(), wanted.mailboxId());
        }
        if (syncs.hintWhereOld(wanted.workspace(), wanted.mailboxId(), wanted.folderId())) {
            jobs.now(SyncFolder.NAME, wanted.workspace(), wanted.folderId());
        }
    }
}
