package dev.latchkey.service.mailbox;

import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.diagnosis.Finding;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connected mailbox. The account is keyed by tenant and object id; its address can change.
 *
 * @param member whose mailbox it is, as the platform names its member
 * @param cloud the origin of the Entra ID that it signed in at
 * @param grantedScopes what Microsoft truly granted
 * @param finding why it is not active, or may do less than it should
 */
public record Mailbox(
        String id,
        WorkspaceId workspace,
        String member,
        String cloud,
        String tenantId,
        String objectId,
        String address,
        String name,
        MailboxStatus status,
        AccessLevel access,
        List<String> grantedScopes,
        @Nullable Finding finding,
        Instant connectedAt) {

    /** Whether it could do less before, and was in use. */
    boolean isWidenedBy(Mailbox now) {
        return status == MailboxStatus.ACTIVE && access != now.access && now.access.covers(access);
    }
}
