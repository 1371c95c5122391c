package dev.latchkey.app.doctor;

import dev.latchkey.service.diagnosis.Diagnosis;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One step.
 *
 * @param name such as {@code redirect_address}
 * @param detail what was found, and for a failure of this machine what to do
 * @param diagnosis where Microsoft is the one who refused
 */
public record Check(
        String name,
        Outcome outcome,
        String detail,
        @Nullable Diagnosis diagnosis) {

    /** How it ended. */
    public enum Outcome {
        OK,
        FAIL,
        SKIPPED;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Check ok(String name, String detail) {
        return new Check(name, Outcome.OK, detail, null);
    }

    static Check fail(String name, String detail) {
        return new Check(name, Outcome.FAIL, detail, null);
    }

    static Check fail(String name, String detail, Diagnosis diagnosis) {
        return new Check(name, Outcome.FAIL, detail, diagnosis);
    }

    static Check skipped(String name, String detail) {
        return new Check(name, Outcome.SKIPPED, detail, null);
    }
}
