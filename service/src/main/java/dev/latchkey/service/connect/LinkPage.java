package dev.latchkey.service.connect;

import dev.latchkey.service.connect.ConnectLink.Status;
import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.diagnosis.Cause;
import dev.latchkey.service.diagnosis.Diagnosis;
import dev.latchkey.service.diagnosis.Explain;
import dev.latchkey.service.diagnosis.Finding;
import dev.latchkey.service.notices.Notices;
import dev.latchkey.service.settings.Settings;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What the page of a link shows, by how far the link has come. */
@Component
final class LinkPage {

    private final Transactions transactions;
    private final ConnectLinks links;
    private final Explain explain;
    private final Settings settings;
    private final Notices notices;
    private final Clock clock;

    LinkPage(
            Transactions transactions,
            ConnectLinks links,
            Explain explain,
            Settings settings,
            Notices notices,
            Clock clock) {
        this.transactions = transactions;
        this.links = links;
        this.explain = explain;
        this.settings = settings;
        this.notices = notices;
        this.clock = clock;
    }

    boolean open(ConnectLink link) {
        return link.open(clock.instant());
    }

    /** What was copied from a page of Microsoft's; nothing of it is kept. */
    Diagnosis explained(String pasted, Locale locale) {
        return explain.pasted(locale, pasted);
    }

    String show(ConnectLink link, Model model, Locale locale) {
        if (link.status() == Status.CREATED) {
            transactions.run(link.workspace(), () -> links.move(link, Status.OPENED, null));
        }
        model.addAttribute("link", link)
                .addAttribute("open", open(link))
                .addAttribute("seen", seen(link))
                .addAttribute("branding", settings.branding())
                .addAttribute("scopes", link.access().scopes().stream().sorted().toList());
        transactions
                .in(link.workspace(), () -> links.standing(link))
                .filter(standing -> link.status() == Status.WAITING_FOR_APPROVAL)
                .ifPresent(standing -> model.addAttribute("standing", standing)
                        .addAttribute("mails", notices.on())
                        .addAttribute("approvalUrl", settings.at("/approve/" + standing.approvalLink())));
        finding(link)
                .ifPresent(finding -> model.addAttribute("diagnosis", explain.in(locale, finding))
                        .addAttribute("otherMailbox", SignedInMailbox.notConnected(finding)));
        return "connect/link";
    }

    /** Changes with whatever its reader has to know. */
    String seen(ConnectLink link) {
        var standing = transactions.in(link.workspace(), () -> links.standing(link));
        return link.status().wireName() + " " + standing.map(Standing::toString).orElse("");
    }

    private Optional<Finding> finding(ConnectLink link) {
        if (!open(link) && link.status() != Status.CONNECTED) {
            return Optional.of(Finding.of(Cause.ATTEMPT_EXPIRED));
        }
        return link.status() == Status.FAILED ? Optional.ofNullable(link.finding()) : Optional.empty();
    }
}
