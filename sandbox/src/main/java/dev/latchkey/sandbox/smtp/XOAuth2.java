package dev.latchkey.sandbox.smtp;

import dev.latchkey.sandbox.entra.AccessTokens;
import dev.latchkey.sandbox.entra.Directory;
import dev.latchkey.sandbox.entra.Resource;
import dev.latchkey.sandbox.exchange.Exchange;
import dev.latchkey.sandbox.exchange.Mailbox;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who signs in by {@code AUTH XOAUTH2}.
 *
 * @see <a href="https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth">
 *     Authenticate an SMTP connection using OAuth</a>
 */
final class XOAuth2 {

    private static final int REFUSED = 535;
    private static final String SCOPE = "SMTP.Send";
    private static final Pattern RESPONSE = Pattern.compile("user=([^\\x01]*)\\x01auth=Bearer ([^\\x01]*)\\x01\\x01");

    /** What a refusal may begin with: the form of Google's. */
    static final String CHALLENGE = Base64.getEncoder()
            .encodeToString(
                    "{\"status\":\"400\",\"schemes\":\"Bearer\",\"scope\":\"https://outlook.office.com/SMTP.Send\"}"
                            .getBytes(StandardCharsets.UTF_8));

    private final Directory directory;
    private final AccessTokens tokens;
    private final Exchange exchange;

    XOAuth2(Directory directory, AccessTokens tokens, Exchange exchange) {
        this.directory = directory;
        this.tokens = tokens;
        this.exchange = exchange;
    }

    /** @param response in base64 */
    Mailbox signIn(String response) throws SmtpRefusal {
        var mailbox = mailbox(response)
                .orElseThrow(
                        () -> new SmtpRefusal(REFUSED, "5.7.3 Authentication unsuccessful [" + SmtpDoor.HOST + "]"));
        admit(mailbox);
        return mailbox;
    }

    /**
     * Security defaults count first, then what is set for the mailbox, then what is set for the tenant.
     *
     * @see <a href="https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/authenticated-client-smtp-submission">
     *     Enable or disable SMTP AUTH</a>
     */
    private void admit(Mailbox mailbox) throws SmtpRefusal {
        var tenant = directory.tenantOf(mailbox.owner()).settings();
        var own = mailbox.owner().settings().smtpAuth();
        if (tenant.securityDefaults()) {
            throw switchedOff(
                    "user is locked by your organization's security defaults policy. Contact your administrator.");
        }
        if (own == null ? !tenant.smtpAuth() : !own) {
            throw switchedOff("SmtpClientAuthentication is disabled for the " + (own == null ? "Tenant" : "Mailbox")
                    + ". Visit https://aka.ms/smtp_auth_disabled for more information.");
        }
    }

    private static SmtpRefusal switchedOff(String why) {
        return new SmtpRefusal(REFUSED, "5.7.139 Authentication unsuccessful, " + why + " [" + SmtpDoor.HOST + "]");
    }

    /** Only a token for Exchange Online with {@code SMTP.Send}, and only for its own mailbox: one for Graph is refused. */
    private Optional<Mailbox> mailbox(String response) {
        var matcher = RESPONSE.matcher(decoded(response));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return tokens.check(matcher.group(2))
                .filter(caller -> caller.audience().equals(Resource.OUTLOOK.audience()))
                .filter(caller -> caller.scopes().contains(SCOPE))
                .flatMap(caller -> directory.user(caller.objectId()))
                .filter(user -> user.address().equalsIgnoreCase(matcher.group(1))
                        || user.mail().equalsIgnoreCase(matcher.group(1)))
                .flatMap(exchange.mailboxes()::of);
    }

    private static String decoded(String response) {
        try {
            return new String(Base64.getDecoder().decode(response), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
