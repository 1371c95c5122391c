package dev.latchkey.service.http;

import dev.latchkey.service.db.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Answers every failed call of the API with a problem document that has {@code code} and {@code request_id}. */
@RestControllerAdvice(annotations = RestController.class)
public final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    Problems() {}

    @ExceptionHandler
    ResponseEntity<String> known(ApiProblem problem) {
        var document = document(problem.status(), problem.code(), String.valueOf(problem.getMessage()));
        if (problem.fieldName() != null) {
            document.put("field", problem.fieldName());
        }
        if (problem.diagnosis() != null) {
            document.put("diagnosis", problem.diagnosis());
        }
        return answer(problem.status(), document);
    }

    @ExceptionHandler
    ResponseEntity<String> unreadable(HttpMessageNotReadableException e) {
        var reason = String.valueOf(e.getMostSpecificCause().getMessage())
                .lines()
                .findFirst()
                .orElse("");
        return answer(
                HttpStatus.BAD_REQUEST,
                document(HttpStatus.BAD_REQUEST, "malformed_body", "The body is not the expected JSON. " + reason));
    }

    @ExceptionHandler
    ResponseEntity<String> ofAnotherKind(MethodArgumentTypeMismatchException e) {
        var wanted = e.getRequiredType() == null
                ? "of another kind"
                : "of kind " + e.getRequiredType().getSimpleName();
        return known(
                ApiProblem.field(e.getName(), "\"" + e.getValue() + "\" can't be read; it must be " + wanted + "."));
    }

    @ExceptionHandler
    ResponseEntity<String> other(Exception e) {
        if (e instanceof ErrorResponse known) {
            var detail = known.getBody().getDetail();
            return answer(
                    known.getStatusCode(),
                    document(
                            known.getStatusCode(),
                            "invalid_request",
                            detail == null ? "The request is not valid." : detail));
        }
        LOG.error("an API call failed", e);
        var status = HttpStatus.INTERNAL_SERVER_ERROR;
        return answer(
                status,
                document(
                        status,
                        "internal_error",
                        "Something broke on our side. Quote the request_id to your operator."));
    }

    /** For filters, which answer before any handler is chosen. */
    public static void write(HttpServletResponse response, HttpStatus status, String code, String detail)
            throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding("UTF-8");
        response.getWriter().write(Json.write(document(status, code, detail)));
    }

    private static Map<String, @Nullable Object> document(HttpStatusCode status, String code, String detail) {
        var document = new LinkedHashMap<String, @Nullable Object>();
        var known = HttpStatus.resolve(status.value());
        document.put("type", "about:blank");
        document.put("title", known == null ? "Error" : known.getReasonPhrase());
        document.put("status", status.value());
        document.put("detail", detail);
        document.put("code", code);
        document.put("request_id", RequestIds.current());
        return document;
    }

    private static ResponseEntity<String> answer(HttpStatusCode status, Map<String, @Nullable Object> document) {
        return ResponseEntity.status(status)
                .header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE)
                .body(Json.write(document));
    }
}
