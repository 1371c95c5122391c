package dev.latchkey.service.incoming;

import dev.latchkey.microsoft.graph.Message;
import dev.latchkey.service.messages.Folders;
import dev.latchkey.service.messages.Lineage;
import dev.latchkey.service.messages.MessageIndex;
import dev.latchkey.service.messages.MessageIndex.Place;
import dev.latchkey.service.messages.Messages;
import dev.latchkey.service.messages.StoredFolder;
import dev.latchkey.service.messages.StoredMessage;
import java.util.HashSet;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes a page of a delta into the index, which tells what it means. Belongs inside a transaction of the workspace. */
@Component
final class PageWriter {

    private final Folders folders;
    private final Messages messages;
    private final MessageIndex index;
    private final Descent descent;

    PageWriter(Folders folders, Messages messages, MessageIndex index, Descent descent) {
        this.folders = folders;
        this.messages = messages;
        this.index = index;
        this.descent = descent;
    }

    void write(Lease lease, Gathered page) {
        var ids = new HashSet<>(page.gone());
        page.present().forEach(message -> ids.add(message.id()));
        page.elsewhere().forEach(message -> ids.add(message.id()));
        var known = messages.knownForChange(lease.mailboxId(), ids);
        for (var message : page.present()) {
            present(lease, message, known.get(message.id()));
        }
        if (!page.elsewhere().isEmpty()) {
            var byGraphId = folders.list(lease.mailboxId()).stream()
                    .collect(Collectors.toMap(StoredFolder::graphId, folder -> folder));
            page.elsewhere().forEach(message -> moved(lease, message, known.get(message.id()), byGraphId));
        }
        for (var id : page.gone()) {
            var before = known.get(id);
            if (before != null) {
                index.remove(before);
            }
        }
    }

    /** All that lies in the folder is written. */
    void finished(Lease lease) {
        folders.indexed(lease.folderId());
    }

    private void present(Lease lease, Message message, @Nullable StoredMessage before) {
        var mail = GraphMail.of(message);
        if (before != null) {
            index.update(before, lease.place(), mail);
            return;
        }
        var arrived = lease.arrived(mail.receivedAt());
        index.add(lease.place(), mail, lineage(lease, message, arrived), arrived);
    }

    private Lineage lineage(Lease lease, Message message, boolean arrived) {
        if (arrived) {
            return descent.ofArrived(lease.mailboxId(), message);
        }
        return lease.sent() ? descent.ofSent(lease.mailboxId(), message) : Lineage.unknown();
    }

    /** To a person it is deleted once it lies in Deleted Items; a folder that is not listed is out of everybody's sight. */
    private void moved(
            Lease lease, Message message, @Nullable StoredMessage before, Map<String, StoredFolder> byGraphId) {
        if (before == null) {
            return;
        }
        var folder = byGraphId.get(String.valueOf(message.parentFolderId()));
        if (folder == null) {
            index.remove(before);
        } else if (folder.id().equals(lease.folderId())) {
            index.update(before, lease.place(), GraphMail.of(message));
        } else {
            var place = new Place(lease.workspace(), lease.mailboxId(), folder.id(), 0);
            if ("deleteditems".equals(folder.wellKnown())) {
                index.discard(before, place, GraphMail.of(message));
            } else {
                index.update(before, place, GraphMail.of(message));
            }
        }
    }
}
