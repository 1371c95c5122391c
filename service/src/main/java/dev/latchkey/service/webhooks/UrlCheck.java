package dev.latchkey.service.webhooks;

import java.net.URI;

/** Whether webhooks may be sent to an address. */
sealed interface UrlCheck {

    record Accepted(URI url) implements UrlCheck {}

    record Refused(Reason reason) implements UrlCheck {}

    enum Reason {
        NOT_AN_ADDRESS("Use a whole address such as https://platform.example/webhooks, of at most 2000 characters."),
        NOT_HTTPS("Use an https address. Plain http is for localhost only."),
        USER_INFO("Leave out the user name and password; the signature shows who sends."),
        FRAGMENT("Leave out the part after #, which is never sent."),
        UNKNOWN_HOST("The name in this address can't be found. Check its spelling and that it is in public DNS."),
        PRIVATE_ADDRESS("This address leads into a private network. Use a public one, or ask the operator to set"
                + " LATCHKEY_WEBHOOK_PRIVATE_ADDRESSES=true.");

        private final String detail;

        Reason(String detail) {
            this.detail = detail;
        }

        String detail() {
            return detail;
        }
    }
}
