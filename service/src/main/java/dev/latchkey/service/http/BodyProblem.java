package dev.latchkey.service.http;

import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Why a JSON body can't be read, in words of our own: what the parser says names Java classes. */
final class BodyProblem {

    private BodyProblem() {}

    static ApiProblem of(Throwable cause) {
        return switch (cause) {
            case UnrecognizedPropertyException e ->
                ApiProblem.field(path(e), "There is no such field. There are: " + known(e) + ".");
            case StrictText.NotStorable e -> ApiProblem.field(path(e), "It contains a NUL character.");
            case MismatchedInputException e
            when !e.getPath().isEmpty() -> ApiProblem.field(path(e), "It must be " + Kind.of(e.getTargetType()) + ".");
            case InputCoercionException e
            when !e.getPath().isEmpty() -> ApiProblem.field(path(e), "It must be " + Kind.of(e.getTargetType()) + ".");
            case StreamReadException e ->
                malformed("The body is not JSON: see line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ".");
            default -> malformed("Send a JSON object as the body.");
        };
    }

    private static ApiProblem malformed(String detail) {
        return ApiProblem.of(HttpStatus.BAD_REQUEST, "malformed_body", detail);
    }

    private static String known(UnrecognizedPropertyException e) {
        return e.getKnownPropertyIds().stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
    }

    /** Such as {@code attachments[1].name}. */
    private static String path(JacksonException e) {
        var path = new StringBuilder();
        for (var step : e.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.toString();
    }
}
