package dev.latchkey.app.doctor;

import dev.latchkey.microsoft.http.HttpReply;
import dev.latchkey.service.diagnosis.Cause;
import dev.latchkey.service.settings.Settings;
import java.util.Map;

/**
 * Plays the handshake by which Microsoft finds out whether a notification address is alive.
 *
 * @see <a href="https://learn.microsoft.com/graph/change-notifications-delivery-webhooks#notificationurl-validation">Validation</a>
 */
final class NotificationCheck {

    private static final String NAME = "notifications";
    private static final String TOKEN = "latchkey doctor: is anybody there?";

    private final Settings settings;
    private final Call call;
    private final Told told;

    NotificationCheck(Settings settings, Call call, Told told) {
        this.settings = settings;
        this.call = call;
        this.told = told;
    }

    Check check() {
        var address = settings.at("/notifications/microsoft");
        var reply = call.post(Call.address(address.toString(), Map.of("validationToken", TOKEN)));
        if (reply instanceof HttpReply.Answer answer
                && answer.success()
                && answer.text().equals(TOKEN)) {
            return Check.ok(
                    NAME,
                    settings.onLoopback()
                            ? address + " answers; Microsoft itself cannot reach it on this machine, the sandbox can"
                            : address + " answers from here; Microsoft must reach it, too");
        }
        if (settings.onLoopback() && reply instanceof HttpReply.NotSent) {
            return Check.skipped(NAME, "the service does not run at " + settings.baseUrl());
        }
        return Check.fail(NAME, address + ": " + Call.trouble(reply), told.cause(Cause.NOTIFICATIONS_UNREACHABLE));
    }
}
