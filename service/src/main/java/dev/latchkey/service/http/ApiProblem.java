package dev.latchkey.service.http;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** A call of the API that can't be done; answered as a problem document (RFC 9457). */
public final class ApiProblem extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final HttpStatus status;
    private final String code;
    private final @Nullable String field;
    private final transient @Nullable Object diagnosis;

    private ApiProblem(
            HttpStatus status, String code, @Nullable String field, String detail, @Nullable Object diagnosis) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.field = field;
        this.diagnosis = diagnosis;
    }

    /** 404, the same for what is absent and what belongs to another workspace. */
    public static ApiProblem notFound(String what) {
        return new ApiProblem(HttpStatus.NOT_FOUND, "not_found", null, "There is no such " + what + ".", null);
    }

    /** 422: the named field can't be accepted; {@code detail} says why and what can. */
    public static ApiProblem field(String field, String detail) {
        return new ApiProblem(HttpStatus.UNPROCESSABLE_CONTENT, "invalid_field", field, detail, null);
    }

    public static ApiProblem of(HttpStatus status, String code, String detail) {
        return new ApiProblem(status, code, null, detail, null);
    }

    /** With what Microsoft said, explained. */
    public static ApiProblem diagnosed(HttpStatus status, String code, String detail, Object diagnosis) {
        return new ApiProblem(status, code, null, detail, diagnosis);
    }

    HttpStatus status() {
        return status;
    }

    String code() {
        return code;
    }

    @Nullable
    String fieldName() {
        return field;
    }

    @Nullable
    Object diagnosis() {
        return diagnosis;
    }
}
