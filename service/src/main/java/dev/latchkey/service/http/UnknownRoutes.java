package dev.latchkey.service.http;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.NoHandlerFoundException;

/** Calls of the API for which there is no handler. Pages that do not exist go on to the error page. */
@RestControllerAdvice
final class UnknownRoutes {

    private final Problems problems;

    UnknownRoutes(Problems problems) {
        this.problems = problems;
    }

    @ExceptionHandler
    ResponseEntity<String> unknown(NoHandlerFoundException e, HttpServletRequest request)
            throws NoHandlerFoundException {
        if (!ApiPath.is(request)) {
            throw e;
        }
        return problems.known(ApiProblem.of(
                HttpStatus.NOT_FOUND, "unknown_route", "The API has no such path. What it has is listed at /docs."));
    }

    @ExceptionHandler
    ResponseEntity<String> wrongMethod(HttpRequestMethodNotSupportedException e, HttpServletRequest request)
            throws HttpRequestMethodNotSupportedException {
        if (!ApiPath.is(request)) {
            throw e;
        }
        var others = e.getSupportedMethods();
        var answer = problems.known(ApiProblem.of(
                HttpStatus.METHOD_NOT_ALLOWED,
                "method_not_allowed",
                "This path does not take " + e.getMethod() + "."
                        + (others == null ? "" : " It takes " + String.join(" and ", others) + ".")));
        return ResponseEntity.status(answer.getStatusCode())
                .headers(answer.getHeaders())
                .headers(e.getHeaders())
                .body(answer.getBody());
    }

    @ExceptionHandler
    ResponseEntity<String> wrongType(HttpMediaTypeNotSupportedException e, HttpServletRequest request)
            throws HttpMediaTypeNotSupportedException {
        if (!ApiPath.is(request)) {
            throw e;
        }
        return problems.known(ApiProblem.of(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "unsupported_media_type",
                "Send the body as JSON, with \"Content-Type: application/json\"."));
    }
}
