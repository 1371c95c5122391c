package dev.latchkey.service.webhooks;

import dev.latchkey.service.db.Transactions;
import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.events.EventLog;
import dev.latchkey.service.events.EventType;
import dev.latchkey.service.jobs.Next;
import dev.latchkey.service.webhooks.Deliveries.Attempt;
import dev.latchkey.service.webhooks.Parcels.Parcel;
import dev.latchkey.service.webhooks.SendReply.Answered;
import dev.latchkey.service.webhooks.SendReply.Unanswered;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes down what came of an attempt and says when the next one is due. */
@Component
final class Results {

    private static final String GONE = "The receiver answered 410 Gone: it wants no more.";
    private static final int LONGEST_ERROR = 500;

    /** What {@code webhook.disabled} tells. */
    record Disabled(String endpointId, String url, String reason) {}

    private final Transactions transactions;
    private final Deliveries deliveries;
    private final Endpoints endpoints;
    private final EventLog events;
    private final Clock clock;

    Results(Transactions transactions, Deliveries deliveries, Endpoints endpoints, EventLog events, Clock clock) {
        this.transactions = transactions;
        this.deliveries = deliveries;
        this.endpoints = endpoints;
        this.events = events;
        this.clock = clock;
    }

    Next record(WorkspaceId workspace, String delivery, Parcel parcel, SendReply reply) {
        return transactions.in(workspace, () -> switch (reply) {
            case Answered answered
            when answered.accepted() ->
                end(delivery, new Attempt(Delivery.Status.DELIVERED, answered.status(), null, null));
            case Answered answered when answered.gone() -> gone(workspace, delivery, parcel, answered);
            case Answered answered ->
                later(delivery, parcel, answered.status(), error(answered), answered.retryAfter());
            case Unanswered unanswered -> later(delivery, parcel, null, unanswered.reason(), null);
        });
    }

    Next endpointIsDisabled(WorkspaceId workspace, String delivery) {
        transactions.run(workspace, () -> deliveries.giveUp(delivery, "The endpoint is disabled."));
        return new Next.Done();
    }

    private Next end(String delivery, Attempt attempt) {
        deliveries.record(delivery, attempt);
        return new Next.Done();
    }

    private Next gone(WorkspaceId workspace, String delivery, Parcel parcel, Answered answered) {
        endpoints
                .disable(parcel.endpoint(), GONE)
                .ifPresent(endpoint -> events.append(
                        workspace,
                        EventType.WEBHOOK_DISABLED,
                        null,
                        new Disabled(endpoint.id(), endpoint.url(), GONE)));
        return end(delivery, new Attempt(Delivery.Status.FAILED, answered.status(), GONE, null));
    }

    private Next later(
            String delivery, Parcel parcel, @Nullable Integer status, String error, @Nullable Duration wish) {
        var random = ThreadLocalRandom.current().nextDouble();
        var pause = RetrySchedule.pauseAfter(parcel.attempts() + 1, wish, random);
        if (pause.isEmpty()) {
            return end(delivery, new Attempt(Delivery.Status.FAILED, status, error, null));
        }
        var at = clock.instant().plus(pause.get());
        deliveries.record(delivery, new Attempt(Delivery.Status.PENDING, status, error, at));
        return new Next.Again(at);
    }

    private static String error(Answered answered) {
        var what = answered.status() >= 300 && answered.status() < 400
                ? "Redirects are not followed."
                : answered.beginning().strip();
        var error = "The receiver answered " + answered.status() + (what.isEmpty() ? "." : ": " + what);
        // PostgreSQL's text holds no NUL
        return error.substring(0, Math.min(error.length(), LONGEST_ERROR)).replace('\0', ' ');
    }
}
