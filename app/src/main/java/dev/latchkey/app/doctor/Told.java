package dev.latchkey.app.doctor;

import dev.latchkey.microsoft.entra.EntraError;
import dev.latchkey.service.diagnosis.Cause;
import dev.latchkey.service.diagnosis.Diagnosis;
import dev.latchkey.service.diagnosis.Explain;
import dev.latchkey.service.diagnosis.Finding;
import java.util.Locale;

/** Diagnoses in the language of whoever reads. */
record Told(Explain explain, Locale reader) {

    Diagnosis page(String text) {
        return explain.pasted(reader, text);
    }

    Diagnosis refusal(EntraError error) {
        return explain.in(reader, Finding.atToken(error));
    }

    Diagnosis cause(Cause cause) {
        return explain.in(reader, Finding.of(cause));
    }
}
