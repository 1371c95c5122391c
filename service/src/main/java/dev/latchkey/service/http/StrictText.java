package dev.latchkey.service.http;

import org.springframework.stereotype.Component;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.module.SimpleModule;

/** Text in bodies is text: no number in its place, and no NUL, which PostgreSQL cannot store. */
@Component
final class StrictText extends SimpleModule {

    private static final long serialVersionUID = 1;

    /** Text with a NUL character. */
    static final class NotStorable extends MismatchedInputException {

        private static final long serialVersionUID = 1;

        NotStorable(JsonParser parser) {
            super(parser, "NUL");
        }
    }

    StrictText() {
        addDeserializer(String.class, new Reader());
    }

    private static final class Reader extends StdScalarDeserializer<String> {

        Reader() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (String) context.handleUnexpectedToken(String.class, parser);
            }
            var text = parser.getString();
            if (text.indexOf('\0') >= 0) {
                throw new NotStorable(parser);
            }
            return text;
        }
    }
}
