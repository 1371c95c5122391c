package dev.latchkey.service.connect;

import dev.latchkey.service.diagnosis.Finding;
import dev.latchkey.service.mailbox.AccessLevel;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One trip of one browser to Microsoft and back.
 *
 * @param memberId who was signed in with us when it began; null for a link with a return address
 * @param access what was asked for, which can be less than the link wants
 * @param silent a look whether Microsoft lets them through now, without a page of its
 * @param insists whether Microsoft's own pages follow where that brings nothing
 * @param tenant where the code was asked for, and must be redeemed
 * @param refusal Microsoft's answer, where it was no
 * @param claimedAt when somebody began to redeem the code
 * @param mailboxId what came of it
 * @param finding or why nothing did
 */
record ConnectAttempt(
        String id,
        String linkId,
        @Nullable String memberId,
        AccessLevel access,
        boolean silent,
        boolean insists,
        String tenant,
        String browserHash,
        String nonce,
        @Nullable Finding refusal,
        @Nullable Instant claimedAt,
        @Nullable String mailboxId,
        @Nullable Finding finding) {

    /** Only who began it, where they began it (draft-ietf-oauth-security-topics-update, cross-user session fixation). */
    boolean begunBy(Browser browser) {
        return browserHash.equals(browser.hash()) && (memberId == null || memberId.equals(browser.memberId()));
    }
}
