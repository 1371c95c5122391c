package dev.latchkey.sandbox.exchange;

import dev.latchkey.sandbox.entra.Directory;
import dev.latchkey.sandbox.entra.Directory.Tenant;
import dev.latchkey.sandbox.entra.TenantSettings.QuotaReply;
import dev.latchkey.sandbox.store.SlidingWindow;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How much a mailbox and its tenant may send. What was sent before a restart is not counted.
 *
 * @see <a href="https://learn.microsoft.com/office365/servicedescriptions/exchange-online-service-description/exchange-online-limits#sending-limits">
 *     Exchange Online limits: sending limits</a>
 */
public final class SendingLimits {

    /**
     * Recipients who are too many.
     *
     * @param status RFC 3463
     * @param text the words that follow it
     * @param reported the mail is accepted all the same, and a report comes back for these recipients
     */
    record Excess(String status, String text, List<EmailAddress> recipients, boolean reported) {}

    /** What {@code Get-LimitsEnforcementStatus} of Exchange Online PowerShell tells of the last 24 hours. */
    record Enforcement(long observedValue, int threshold) {}

    /** Exchange Online's default for the recipients of one mail. */
    public static final int RECIPIENTS_OF_A_MAIL = 500;

    private static final Duration DAY = Duration.ofDays(1);
    private static final int RECIPIENTS_A_DAY = 10_000;
    private static final int EXTERNAL_RECIPIENTS_OF_A_TRIAL = 5_000;

    private final SlidingWindow byMailbox = new SlidingWindow(DAY);
    private final SlidingWindow byTenant = new SlidingWindow(DAY);
    private final Directory directory;
    private final Clock clock;

    SendingLimits(Directory directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /** The largest mail, in bytes of its MIME form. */
    public int largestMail(Mailbox mailbox) {
        return directory.tenantOf(mailbox.owner()).settings().largestMail();
    }

    /** Recipients outside the tenant's own domain; empty where there is no such tenant. */
    Optional<Enforcement> external(String idOrDomain) {
        return directory
                .tenant(idOrDomain)
                .map(tenant -> new Enforcement(byTenant.used(tenant.id(), clock.instant()), threshold(tenant)));
    }

    /** Counts the recipients; of those who are too many none. */
    Optional<Excess> count(Mailbox mailbox, List<EmailAddress> recipients, Way way) {
        var owner = mailbox.owner();
        var tenant = directory.tenantOf(owner);
        var aDay = Objects.requireNonNullElse(owner.settings().recipientsADay(), RECIPIENTS_A_DAY);
        var now = clock.instant();
        if (byMailbox.use(owner.objectId(), recipients.size(), aDay, now).isPresent()) {
            var reported = way != Way.SMTP && tenant.settings().quotaReply() == QuotaReply.REPORT;
            return Optional.of(new Excess("5.2.2", "Submission quota exceeded", recipients, reported));
        }
        var outside = recipients.stream()
                .filter(recipient -> !recipient.domain().equalsIgnoreCase(tenant.domain()))
                .toList();
        return outside.isEmpty()
                        || byTenant.use(tenant.id(), outside.size(), threshold(tenant), now)
                                .isEmpty()
                ? Optional.empty()
                : Optional.of(tooManyOutside(tenant, outside, way));
    }

    void reset() {
        byMailbox.clear();
        byTenant.clear();
    }

    private static Excess tooManyOutside(Tenant tenant, List<EmailAddress> outside, Way way) {
        var trial = tenant.settings().trial();
        return new Excess(
                trial ? "5.7.232" : "5.7.233",
                "Your message can't be sent because your " + (trial ? "trial tenant has" : "tenant")
                        + " exceeded its daily limit for sending email to external recipients (tenant external recipient"
                        + " rate limit)",
                outside,
                way != Way.SMTP);
    }

    private int threshold(Tenant tenant) {
        var set = tenant.settings().externalRecipientsADay();
        if (set != null) {
            return set;
        }
        return tenant.settings().trial() ? EXTERNAL_RECIPIENTS_OF_A_TRIAL : externalRecipients(licences(tenant));
    }

    private long licences(Tenant tenant) {
        return directory.users().stream()
                .filter(user -> user.tenantId().equals(tenant.id()))
                .filter(user -> user.settings().mailbox() == Directory.Mailbox.EXCHANGE_ONLINE)
                .count();
    }

    /**
     * The tenant external recipient rate limit of so many licences.
     *
     * @see <a href="https://techcommunity.microsoft.com/blog/exchange/introducing-exchange-online-tenant-outbound-email-limits/4372797">
     *     Tenant outbound email limits</a>
     */
    static int externalRecipients(long licences) {
        return Math.toIntExact(Math.round(500 * Math.pow((double) licences, 0.7) + 9_500));
    }
}
