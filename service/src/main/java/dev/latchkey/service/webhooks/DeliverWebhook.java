package dev.latchkey.service.webhooks;

import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.jobs.Job;
import dev.latchkey.service.jobs.Next;
import dev.latchkey.service.webhooks.Lanes.Passage.Full;
import dev.latchkey.service.webhooks.Lanes.Passage.Through;
import dev.latchkey.service.webhooks.Parcels.Parcel;
import java.time.Clock;
import org.springframework.stereotype.Component;

/**
 * One attempt to deliver one event to one endpoint. A crash between the receiver's answer and our note of it delivers
 * twice, with the same {@code webhook-id}, by which receivers know it.
 */
@Component
final class DeliverWebhook implements Job {

    static final String NAME = "deliver-webhook";

    private final Parcels parcels;
    private final Lanes lanes;
    private final Sender sender;
    private final Results results;
    private final Clock clock;

    DeliverWebhook(Parcels parcels, Lanes lanes, Sender sender, Results results, Clock clock) {
        this.parcels = parcels;
        this.lanes = lanes;
        this.sender = sender;
        this.results = results;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Next run(WorkspaceId workspace, String id) {
        var parcel = parcels.pending(workspace, id).orElse(null);
        if (parcel == null) {
            return new Next.Done();
        }
        if (!parcel.enabled()) {
            return results.endpointIsDisabled(workspace, id);
        }
        return switch (lanes.pass(parcel.endpoint(), () -> post(parcel))) {
            case Full full -> new Next.Again(full.comeAgain());
            case Through through -> results.record(workspace, id, parcel, through.reply());
        };
    }

    private SendReply post(Parcel parcel) {
        return sender.post(parcel.url(), Message.of(parcel.event(), parcel.secrets(), clock.instant()));
    }
}
