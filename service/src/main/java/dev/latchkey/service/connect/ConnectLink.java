package dev.latchkey.service.connect;

import dev.latchkey.service.db.Json;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.diagnosis.Cause;
import dev.latchkey.service.diagnosis.Finding;
import dev.latchkey.service.mailbox.AccessLevel;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The invitation to connect one mailbox. It can be tried until it is connected or expired.
 *
 * @param member for whom it is; only they may finish it
 * @param expectedAddress the mailbox that is meant, where it is known
 * @param addressTyped whether the member told it, and may correct it
 * @param mailboxId the mailbox to connect again, or the one that came of it
 * @param sendOnly whether it may be offered to connect for sending until reading is approved
 * @param reachableAt where a mail about it may go: an address that is known to be the member's, never one that was only typed
 * @param returnUrl where the platform finishes it; null where a signed-in member of ours does
 */
record ConnectLink(
        String id,
        WorkspaceId workspace,
        String member,
        AccessLevel access,
        @Nullable String expectedAddress,
        boolean addressTyped,
        @Nullable String mailboxId,
        @Nullable String reachableAt,
        @Nullable String returnUrl,
        @Nullable String language,
        boolean sendOnly,
        Status status,
        @Nullable Finding finding,
        Instant createdAt,
        Instant expiresAt) {

    private static final Set<Cause> AMBIGUOUS = Set.of(Cause.CANCELLED_OR_BLOCKED, Cause.CONSENT_DECLINED);

    enum Status {
        CREATED,
        OPENED,
        AT_MICROSOFT,
        WAITING_FOR_APPROVAL,
        CONNECTED,
        FAILED,
        EXPIRED;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Status ofWireName(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }
    }

    /** Sending needs no administrator in most tenants; reading does. */
    public boolean offersSendOnly() {
        return sendOnly && mailboxId == null && access == AccessLevel.SEND_AND_READ;
    }

    /**
     * Microsoft may have shown something else than what came back tells, for Cancel leads back from most of its pages; or whose
     * mailbox was refused is not known: the page asks.
     */
    boolean asksAfter(Finding answer) {
        return isAmbiguous(answer) || answer.cause() == Cause.APPROVAL_REQUIRED;
    }

    static boolean isAmbiguous(Finding answer) {
        return AMBIGUOUS.contains(answer.cause());
    }

    /** Whoever waits goes on waiting: what came back says nothing of the approval of their mailbox. */
    boolean waitsOnAfter(Finding answer) {
        return status == Status.WAITING_FOR_APPROVAL && (isAmbiguous(answer) || answer.cause() == Cause.WRONG_ACCOUNT);
    }

    /** Whether the page asks what Microsoft showed. */
    public boolean asks() {
        return status == Status.AT_MICROSOFT || (finding != null && status == Status.FAILED && asksAfter(finding));
    }

    /** The page on which it is opened. */
    public String path() {
        return (returnUrl == null ? "/connect/links/" : "/connect/hosted/") + id;
    }

    /** Whether the address that waits is of a domain of which the member is known to be. */
    public boolean ofKnownDomain() {
        return reachableAt != null && ofSameDomain(reachableAt);
    }

    boolean ofSameDomain(String address) {
        return expectedAddress != null && domain(address).equalsIgnoreCase(domain(expectedAddress));
    }

    public boolean addressCanChange() {
        return (addressTyped || expectedAddress == null) && mailboxId == null;
    }

    /** Whether it says which mailbox is meant; else whoever signs in is taken. */
    boolean namesMailbox() {
        return expectedAddress != null || mailboxId != null;
    }

    boolean open(Instant now) {
        return status != Status.CONNECTED && now.isBefore(expiresAt);
    }

    Locale locale() {
        return language == null ? Locale.ENGLISH : Locale.of(language);
    }

    private static String domain(String address) {
        return address.substring(address.indexOf('@') + 1);
    }

    static ConnectLink of(ResultSet row, int number) throws SQLException {
        var finding = row.getString("finding");
        return new ConnectLink(
                row.getString("id"),
                new WorkspaceId(row.getString("workspace_id")),
                row.getString("member"),
                AccessLevel.ofWireName(row.getString("access")).orElseThrow(),
                row.getString("expected_address"),
                row.getBoolean("address_typed"),
                row.getString("mailbox_id"),
                row.getString("reachable_at"),
                row.getString("return_url"),
                row.getString("language"),
                row.getBoolean("send_only"),
                Status.ofWireName(row.getString("status")),
                finding == null ? null : Json.read(finding, Finding.class),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("expires_at").toInstant());
    }
}
