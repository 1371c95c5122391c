package dev.latchkey.service.connect;

import dev.latchkey.microsoft.entra.Identity;
import dev.latchkey.microsoft.entra.TokenReply;
import dev.latchkey.microsoft.graph.Folder;
import dev.latchkey.microsoft.graph.Graph;
import dev.latchkey.microsoft.graph.GraphReply;
import dev.latchkey.microsoft.graph.Profile;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.diagnosis.Cause;
import dev.latchkey.service.diagnosis.Finding;
import dev.latchkey.service.mailbox.Mailbox;
import dev.latchkey.service.mailbox.MailboxStatus;
import dev.latchkey.service.mailbox.Mailboxes;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which mailbox somebody signed in with, and whether it is the one that was meant. */
@Component
final class SignedInMailbox {

    private static final Set<Cause> NOT_CONNECTED =
            Set.of(Cause.WRONG_ACCOUNT, Cause.MAILBOX_OF_OTHER_MEMBER, Cause.MAILBOX_NOT_CONFIRMED);

    sealed interface Check {

        record Meant(String address) implements Check {}

        record NotToBeConnected(Finding why) implements Check {}
    }

    private final JdbcClient sql;
    private final Transactions transactions;
    private final Mailboxes mailboxes;
    private final Graph graph;

    SignedInMailbox(JdbcClient sql, Transactions transactions, Mailboxes mailboxes, Graph graph) {
        this.sql = sql;
        this.transactions = transactions;
        this.mailboxes = mailboxes;
        this.graph = graph;
    }

    /** The one that can be connected all the same, if its member says so. */
    static @Nullable String notConnected(Finding why) {
        return NOT_CONNECTED.contains(why.cause()) ? why.facts().get("signedIn") : null;
    }

    Check check(ConnectLink link, ConnectAttempt attempt, TokenReply.Granted granted, Identity identity) {
        var mailbox = graph.mailbox(granted.accessToken());
        var address = address(mailbox.me(), identity);
        var doubt = transactions.in(link.workspace(), () -> doubt(link, attempt, identity, address));
        if (doubt.isPresent()) {
            return new Check.NotToBeConnected(doubt.get());
        }
        if (attempt.access().reads() && mailbox.folder("inbox") instanceof GraphReply.Refused<Folder>(var error)) {
            return new Check.NotToBeConnected(Finding.atGraph(error));
        }
        return new Check.Meant(address);
    }

    /** The mailbox's own address, which may differ from the sign-in name. */
    private static String address(GraphReply<Profile> profile, Identity identity) {
        return profile instanceof GraphReply.Done<Profile>(var known)
                ? Stream.of(known.mail(), known.userPrincipalName())
                        .filter(Objects::nonNull)
                        .filter(text -> !text.isBlank())
                        .findFirst()
                        .orElse(identity.address())
                : identity.address();
    }

    private Optional<Finding> doubt(ConnectLink link, ConnectAttempt attempt, Identity identity, String address) {
        var again = Optional.ofNullable(link.mailboxId()).flatMap(mailboxes::find);
        if (again.isPresent()) {
            return again.filter(mailbox -> !same(mailbox, identity))
                    .map(mailbox -> wrongAccount(address, mailbox.address()));
        }
        var expected = link.expectedAddress();
        if (expected != null) {
            return expected.equalsIgnoreCase(address) || expected.equalsIgnoreCase(identity.address())
                    ? Optional.empty()
                    : Optional.of(wrongAccount(address, expected));
        }
        return unsaid(link, attempt, identity, address).map(cause -> Finding.of(cause, Map.of("signedIn", address)));
    }

    /** Nobody said which mailbox is meant: what needs a yes before it is connected. */
    private Optional<Cause> unsaid(ConnectLink link, ConnectAttempt attempt, Identity identity, String address) {
        var known = mailboxes.known(identity).filter(mailbox -> mailbox.status() != MailboxStatus.DISCONNECTED);
        if (known.isPresent()) {
            return known.filter(mailbox -> !mailbox.member().equalsIgnoreCase(link.member()))
                    .map(mailbox -> Cause.MAILBOX_OF_OTHER_MEMBER);
        }
        return !address.equalsIgnoreCase(link.reachableAt()) && stoppedBefore(link, attempt, address)
                ? Optional.of(Cause.MAILBOX_NOT_CONFIRMED)
                : Optional.empty();
    }

    /**
     * On whichever link of that member. Whoever gets through after that may be an administrator, who signed in to let the member
     * through; but who was asked and came back with another account has chosen it.
     */
    private boolean stoppedBefore(ConnectLink link, ConnectAttempt attempt, String address) {
        return sql.sql("""
                        select exists (select 1 from connect_attempts a join connect_links l on l.id = a.link_id
                            where lower(l.member) = lower(:member) and a.id <> :this and not a.silent and a.mailbox_id is null
                                and l.mailbox_id is null and lower(l.expected_address) is distinct from lower(:address)
                                and (a.finding is null or a.finding ->> 'cause' in ('CANCELLED_OR_BLOCKED', 'CONSENT_DECLINED',
                                    'APPROVAL_REQUIRED', 'ACCESS_BLOCKED_BY_POLICY')))
                        and not exists (select 1 from connect_attempts a where a.link_id = :link
                            and a.finding ->> 'cause' = 'MAILBOX_NOT_CONFIRMED'
                            and lower(a.finding -> 'facts' ->> 'signedIn') <> lower(:address))
                        """)
                .param("link", link.id())
                .param("member", link.member())
                .param("this", attempt.id())
                .param("address", address)
                .query((row, number) -> row.getBoolean(1))
                .single();
    }

    private static Finding wrongAccount(String address, String expected) {
        return Finding.of(Cause.WRONG_ACCOUNT, Map.of("signedIn", address, "expected", expected));
    }

    private static boolean same(Mailbox mailbox, Identity identity) {
        return mailbox.tenantId().equals(identity.tenantId())
                && mailbox.objectId().equals(identity.objectId());
    }
}
