package dev.latchkey.sandbox.control;

import dev.latchkey.sandbox.exchange.SendFault;
import dev.latchkey.sandbox.graph.NotificationFault;
import dev.latchkey.sandbox.smtp.SmtpFaults;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Something that is ordered to go wrong, and where. */
sealed interface Fault {

    /** What goes wrong, for the ledger. */
    String did();

    /**
     * With a call over HTTP.
     *
     * @param path some part of the path matches it; null: any path
     * @param delay by which the answer is late, in real time
     * @param ending empty where nothing but the delay is ordered
     */
    record Call(
            Site site,
            @Nullable String method,
            @Nullable Pattern path,
            @Nullable Duration delay,
            Optional<CallFault> ending)
            implements Fault {

        boolean meets(String calledBy, String called) {
            return site.serves(called)
                    && (method == null || method.toUpperCase(Locale.ROOT).equals(calledBy))
                    && (path == null || path.matcher(called).find());
        }

        /** A call inside a batch has no connection and no headers of its own that could be lost or changed. */
        boolean meetsItem(String calledBy, String called) {
            return ending.map(CallFault.Answer.class::isInstance).orElse(true) && meets(calledBy, called);
        }

        @Override
        public String did() {
            return ending.map(CallFault::did).orElse("delay " + delay);
        }
    }

    /**
     * With a command of SMTP.
     *
     * @param verb such as {@code DATA}, or {@code CONTENT} for what follows it; null: any
     */
    record Command(@Nullable String verb, SmtpFaults.Reply reply) implements Fault {

        boolean meets(String given) {
            return verb == null || verb.toUpperCase(Locale.ROOT).equals(given);
        }

        @Override
        public String did() {
            return "answer " + reply.status();
        }
    }

    /**
     * With a mail that was accepted, through whatever door.
     *
     * @param sender some part of the sender's address matches it; null: anybody's
     */
    record Mail(@Nullable Pattern sender, SendFault send) implements Fault {

        boolean meets(String address) {
            return sender == null || sender.matcher(address).find();
        }

        @Override
        public String did() {
            return send.toString();
        }
    }

    /**
     * With a change notification.
     *
     * @param changeType null: any
     * @param subscriptionId null: of any subscription
     */
    record Notification(
            @Nullable String changeType, @Nullable String subscriptionId, NotificationFault fault) implements Fault {

        boolean meets(String subscription, String type) {
            return (changeType == null || changeType.equals(type))
                    && (subscriptionId == null || subscriptionId.equals(subscription));
        }

        @Override
        public String did() {
            return fault.toString();
        }
    }

    /** Whose call it is; pages and controls of the sandbox's own are nobody's. */
    enum Site {
        /** Sign-in and tokens. */
        ENTRA,
        GRAPH;

        private boolean serves(String path) {
            var graph = path.startsWith("/v1.0/") || path.startsWith("/upload/") || path.startsWith("/oidc/");
            return switch (this) {
                case GRAPH -> graph;
                case ENTRA -> !graph && path.matches("/(common|[^/_]+/(oauth2|v2\\.0|discovery))/.*");
            };
        }
    }
}
