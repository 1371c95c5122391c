package dev.latchkey.sandbox.graph;

import dev.latchkey.sandbox.exchange.Content;
import dev.latchkey.sandbox.exchange.Mailbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JacksonSerializable;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.jsontype.TypeSerializer;

/** An attachment's {@code contentBytes}: base64 that is made while it is written, and never held as a whole. */
record ContentBytes(Mailbox mailbox, Content content) implements JacksonSerializable {

    @Override
    public void serialize(JsonGenerator json, SerializationContext context) {
        try (var in = mailbox.open(content)) {
            json.writeBinary(in, -1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void serializeWithType(JsonGenerator json, SerializationContext context, TypeSerializer type) {
        serialize(json, context);
    }
}
