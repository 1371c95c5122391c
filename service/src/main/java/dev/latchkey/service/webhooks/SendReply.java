package dev.latchkey.service.webhooks;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of one POST. */
sealed interface SendReply {

    /**
     * The receiver answered.
     *
     * @param beginning of its answer's body, for the log of deliveries
     * @param retryAfter RFC 9110 §10.2.3
     */
    record Answered(int status, String beginning, @Nullable Duration retryAfter) implements SendReply {

        boolean accepted() {
            return status >= 200 && status < 300;
        }

        /** Standard Webhooks: the receiver wants no more of this. */
        boolean gone() {
            return status == 410;
        }
    }

    /**
     * No answer came.
     *
     * @param hung time ran out, as against a plain refusal
     */
    record Unanswered(String reason, boolean hung) implements SendReply {}
}
