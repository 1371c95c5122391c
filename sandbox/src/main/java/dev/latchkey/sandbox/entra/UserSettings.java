package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.entra.Directory.Mailbox;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator can set on a user, and what else decides whether the user gets in.
 *
 * @param signInSessionsValidFrom refresh tokens issued before are revoked ({@code signInSessionsValidFromDateTime})
 * @param passwordExpired it has to be changed at the next sign-in
 * @param wrongPasswords how many in a row
 * @param lockedUntil after too many wrong passwords
 * @param mfaRegistered has set up multifactor authentication
 * @param deviceCompliant signs in from a device that is managed, compliant and joined
 * @param trustedLocation signs in from a trusted location, whatever the address
 * @param mail the mailbox's address, where it is not the sign-in name; null: that one
 * @param ipAddress signs in from there; null: from an address that no named location includes
 * @param smtpAuth authenticated SMTP submission of the mailbox, whatever the tenant says; null: as the tenant says
 * @param automaticReply what the mailbox answers; null: nothing
 * @param mailboxLanguage of the names of the mailbox's default folders; null: English
 * @param recipientsADay how many recipients the mailbox reaches in 24 hours; null: 10,000
 */
public record UserSettings(
        Mailbox mailbox,
        boolean accountEnabled,
        Instant signInSessionsValidFrom,
        boolean passwordExpired,
        int wrongPasswords,
        Instant lockedUntil,
        boolean mfaRegistered,
        boolean deviceCompliant,
        boolean trustedLocation,
        @Nullable String mail,
        @Nullable String ipAddress,
        @Nullable Boolean smtpAuth,
        @Nullable AutomaticReply automaticReply,
        @Nullable MailboxLanguage mailboxLanguage,
        @Nullable Integer recipientsADay) {

    public UserSettings {
        if (ipAddress != null && !NamedLocation.isRange(ipAddress)) {
            throw new IllegalArgumentException("no address: " + ipAddress);
        }
        if (recipientsADay != null && recipientsADay < 0) {
            throw new IllegalArgumentException("no number of recipients: " + recipientsADay);
        }
    }

    /** Of somebody for whom nothing was set. */
    public static UserSettings of(Mailbox mailbox) {
        return new UserSettings(
                mailbox,
                true,
                Instant.EPOCH,
                false,
                0,
                Instant.EPOCH,
                true,
                false,
                false,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
