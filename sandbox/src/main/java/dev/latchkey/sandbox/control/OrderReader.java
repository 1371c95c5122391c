package dev.latchkey.sandbox.control;

import dev.latchkey.sandbox.control.CallFault.Answer;
import dev.latchkey.sandbox.control.CallFault.Document;
import dev.latchkey.sandbox.control.CallFault.Drop;
import dev.latchkey.sandbox.control.CallFault.Page;
import dev.latchkey.sandbox.control.CallFault.RetryAfter;
import dev.latchkey.sandbox.exchange.SendFault;
import dev.latchkey.sandbox.graph.NotificationFault;
import dev.latchkey.sandbox.smtp.SmtpFaults;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Reads what is ordered. A field that is missing, makes no sense or goes with no other is refused by its name. */
final class OrderReader {

    private enum Service {
        ENTRA,
        GRAPH,
        SMTP,
        EXCHANGE,
        NOTIFICATION
    }

    private enum Notifications {
        DROP,
        DOUBLE,
        REORDER,
        DELAY,
        WRONG_CLIENT_STATE
    }

    private enum ChangeType {
        created,
        updated,
        deleted
    }

    private static final int FIRST_ERROR = 400;
    private static final int LAST_ERROR = 599;
    private static final String SMTP_TOLD = "4.3.0 " + CallFault.TOLD;

    private final OrderFields fields;

    private OrderReader(OrderFields fields) {
        this.fields = fields;
    }

    static Order read(ObjectNode json) {
        return new OrderReader(new OrderFields(json)).order();
    }

    private Order order() {
        var service = fields.required("service", fields.one("service", Service.class));
        var times = fields.required("times", fields.number("times", 1, Integer.MAX_VALUE));
        var chance = fields.record("chance", Chance.class, Chance::sensible);
        var fault = switch (service) {
            case ENTRA -> call(Fault.Site.ENTRA);
            case GRAPH -> call(Fault.Site.GRAPH);
            case SMTP -> command();
            case EXCHANGE -> mail();
            case NOTIFICATION -> notification();
        };
        fields.refuseOthers(service.name());
        return new Order(fault, chance, times);
    }

    private Fault call(Fault.Site site) {
        var delay = fields.duration("delay");
        var ending = ending();
        if (delay.isEmpty() && ending.isEmpty()) {
            throw fields.refused("status", "is missing, or else drop, delay or retryAfter");
        }
        return new Fault.Call(
                site,
                fields.text("method").orElse(null),
                fields.pattern("path").orElse(null),
                delay.orElse(null),
                ending);
    }

    private Optional<CallFault> ending() {
        var drop = fields.one("drop", Drop.class);
        if (drop.isPresent()) {
            return Optional.of(drop.get());
        }
        var status = fields.number("status", FIRST_ERROR, LAST_ERROR);
        var retryAfter = fields.line("retryAfter");
        if (status.isEmpty()) {
            return retryAfter.map(RetryAfter::new);
        }
        var headers =
                CallFault.headers(retryAfter.orElse(null), fields.text("claims").orElse(null));
        return Optional.of(new Answer(
                status.get(), content(), headers, fields.flag("carriedOut").orElse(false)));
    }

    private CallFault.Content content() {
        return fields.text("html")
                .<CallFault.Content>map(Page::new)
                .orElseGet(() -> new Document(
                        fields.text("code").orElse(null), fields.text("message").orElse(null)));
    }

    private Fault command() {
        var status = fields.required("status", fields.number("status", FIRST_ERROR, LAST_ERROR));
        return new Fault.Command(
                fields.text("method").orElse(null),
                new SmtpFaults.Reply(status, fields.line("message").orElse(SMTP_TOLD)));
    }

    private Fault mail() {
        var send = fields.record("send", SendFault.class, SendFault::sensible);
        return new Fault.Mail(fields.pattern("path").orElse(null), fields.required("send", send));
    }

    private Fault notification() {
        var fault = fields.required("fault", fields.one("fault", Notifications.class));
        return new Fault.Notification(
                fields.one("changeType", ChangeType.class).map(Enum::name).orElse(null),
                fields.text("subscriptionId").orElse(null),
                switch (fault) {
                    case DROP -> NotificationFault.Mishap.DROP;
                    case DOUBLE -> NotificationFault.Mishap.DOUBLE;
                    case REORDER -> NotificationFault.Mishap.REORDER;
                    case WRONG_CLIENT_STATE -> NotificationFault.Mishap.WRONG_CLIENT_STATE;
                    case DELAY -> new NotificationFault.Delay(late());
                });
    }

    private Duration late() {
        return fields.required("delay", fields.duration("delay"));
    }
}
