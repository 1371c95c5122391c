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
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
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
        return answer(problem.status(), document(problem));
    }

    @ExceptionHandler
    ResponseEntity<String> unreadable(HttpMessageNotReadableException e) {
        return known(BodyProblem.of(e.getMostSpecificCause()));
    }

    @ExceptionHandler
    ResponseEntity<String> ofAnotherKind(MethodArgumentTypeMismatchException e) {
        return known(ApiProblem.field(e.getName(), "It must be " + Kind.of(e.getRequiredType()) + "."));
    }

    /** Parameters that are read into a record. */
    @ExceptionHandler
    ResponseEntity<String> ofAnotherKind(MethodArgumentNotValidException e) {
        var type = e.getParameter().getParameterType();
        return known(ApiProblem.flawed(e.getFieldErrors().stream()
                .map(error -> new ApiProblem.Flaw(
                        error.getField(), "It must be " + Kind.of(Kind.component(type, error.getField())) + "."))
                .toList()));
    }

    @ExceptionHandler
    ResponseEntity<String> other(Exception e) {
        if (e instanceof ErrorResponse known) {
            var detail = known.getBody().getDetail();
            var problem = ApiProblem.of(
                    status(known), "invalid_request", detail == null ? "The request is not valid." : detail);
            return known(problem);
        }
        LOG.error("an API call failed", e);
        return known(ApiProblem.of(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "internal_error",
                "Something broke on our side. Quote the request_id to your operator."));
    }

    /** For filters, which answer before any handler is chosen. */
    public static void write(HttpServletResponse response, ApiProblem problem) throws IOException {
        response.setStatus(problem.status().value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding("UTF-8");
        response.getWriter().write(Json.write(document(problem)));
    }

    private static HttpStatus status(ErrorResponse response) {
        var known = HttpStatus.resolve(response.getStatusCode().value());
        return known == null ? HttpStatus.BAD_REQUEST : known;
    }

    private static Map<String, @Nullable Object> document(ApiProblem problem) {
        var document = new LinkedHashMap<String, @Nullable Object>();
        document.put("type", "about:blank");
        document.put("title", problem.status().getReasonPhrase());
        document.put("status", problem.status().value());
        document.put("detail", problem.getMessage());
        document.put("code", problem.code());
        if (!problem.flaws().isEmpty()) {
            document.put("field", problem.flaws().getFirst().field());
            document.put("errors", problem.flaws());
        }
        document.put("request_id", RequestIds.current());
        if (problem.diagnosis() != null) {
            document.put("diagnosis", problem.diagnosis());
        }
        return document;
    }

    private static ResponseEntity<String> answer(HttpStatus status, Map<String, @Nullable Object> document) {
        return ResponseEntity.status(status)
                .header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE)
                .body(Json.write(document));
    }
}
