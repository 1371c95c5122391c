package dev.latchkey.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Counts the clicks from "Connect" to a connected mailbox, and keeps {@code docs/clicks.md} equal to what it counted; with
 * {@code LATCHKEY_REWRITE=1} it writes the table anew.
 */
class ClicksTest {

    private static final Path FILE = Path.of("..", "docs", "clicks.md");
    private static final String BEGIN = "<!-- made by ClicksTest: do not write below this line -->\n";

    private final Demo demo = Demo.start();
    private final Chromium chromium = Chromium.start();
    private final Owner owner = Owner.comesIn(demo, chromium.person());
    private final List<String> rows = new ArrayList<>();
    private final Set<String> clicks = new TreeSet<>();

    @Test
    void theTableInTheDocumentationIsWhatWasCounted() throws IOException {
        try (demo;
                chromium) {
            shortWay("adventure-works.example", "nothing");
            shortWay("woodgrove.example", "nothing");
            sendingFirst();
            approval("contoso.example", "“Approval required”", true);
            approval("fabrikam.example", "“Need admin approval”", false);
            approval("tailspin.example", "“Need admin approval”", false);
            conditionalAccess();
        }
        var document = Files.readString(FILE);
        var written = document.substring(0, document.indexOf(BEGIN));
        assertThat(clicks)
                .allSatisfy(click -> assertThat(written).contains(click.replaceFirst(" for \\S+\\.example", "")));
        var made = written + BEGIN + table();
        if (System.getenv("LATCHKEY_REWRITE") != null) {
            Files.writeString(FILE, made);
        }
        assertThat(Files.readString(FILE)).isEqualTo(made);
    }

    private void shortWay(String domain, String inTheWay) {
        var member = begins("adele@" + domain).press("Accept");
        member.arrives();
        row(domain, inTheWay, member, null);
    }

    /** Does not wait for anybody: sending is connected at once. */
    private void sendingFirst() {
        var member = begins("alex@contoso.example").sees("Approval required");
        says(member, "APPROVAL_REQUIRED");
        member.arrivesInASecondTab("Connect for sending now", "Accept");
        row("contoso.example, sending first", "“Approval required”", member, null);
    }

    private void approval(String domain, String inTheWay, boolean workflow) {
        var member = begins("adele@" + domain);
        if (workflow) {
            member.sees("Approval required")
                    .type("Enter justification", "Required for CRM integration")
                    .press("Request approval")
                    .sees("Request sent");
        } else {
            member.sees("Need admin approval");
        }
        says(member, workflow ? "APPROVAL_REQUIRED" : "NEED_ADMIN_APPROVAL");
        var administrator = new Walker(chromium.person());
        administrator.page().navigate(approvalPage(member));
        administrator.follow("Grant admin consent for " + domain);
        signsIn(administrator, domain).press("Accept").sees("Approve Enginy AI");
        member.arrivesInASecondTab("Go on");
        row(domain, inTheWay, member, administrator);
    }

    private void conditionalAccess() {
        var member = begins("adele@northwind.example").sees("You cannot access this right now");
        says(member, "CANNOT_ACCESS");
        var administrator = new Walker(chromium.person());
        administrator.page().navigate(approvalPage(member));
        administrator.follow("Open the policies");
        signsIn(administrator, "northwind.example")
                .sees("Policies")
                .click(administrator.page().locator("table a"), "the policy")
                .click(administrator.page().getByLabel("adele@northwind.example"), "Exclude Adele Vance")
                .press("Save")
                .sees("Policies");
        member.arrivesInASecondTab("Try again", "Accept");
        row("northwind.example", "Conditional Access", member, administrator);
    }

    /** From the settings to whatever Microsoft shows after the password. */
    private Walker begins(String address) {
        var tab = owner.page().context().newPage();
        tab.navigate(demo.service("/settings/email").toString());
        return new Walker(tab)
                .type("Mailbox address (optional)", address)
                .press("Connect Microsoft 365")
                .sees("Enter password")
                .type("Password", "any")
                .press("Sign in");
    }

    /** Answers the question that Microsoft leaves open. */
    private void says(Walker member, String shown) {
        member.back(demo.service("/settings/email").toString(), "back to the settings")
                .follow("What now?")
                .click(member.page().locator("button[value=" + shown + "]"), "the page that Microsoft showed")
                .sees("Connect your mailbox to Enginy");
    }

    private static Walker signsIn(Walker administrator, String domain) {
        return administrator
                .type("Email address", "admin@" + domain)
                .press("Next")
                .type("Password", "any")
                .press("Sign in");
    }

    private static String approvalPage(Walker member) {
        return member.page().getByText("Open the page for your administrator").getAttribute("href");
    }

    private void row(String tenant, String inTheWay, Walker member, @Nullable Walker administrator) {
        clicks.addAll(member.clicks());
        if (administrator != null) {
            clicks.addAll(administrator.clicks());
        }
        rows.add("| %s | %s | %s | %s |"
                .formatted(tenant, inTheWay, member.counted(), administrator == null ? "–" : administrator.counted()));
    }

    private String table() {
        return "\n| Organization of the sandbox | In the way | Member | Administrator |\n|---|---|---|---|\n"
                + String.join("\n", rows) + "\n";
    }
}
