package dev.latchkey.service.http;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** A call of the API that can't be done; answered as a problem document (RFC 9457). */
public final class ApiProblem extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final HttpStatus status;
    private final String code;
    private final transient List<Flaw> flaws;
    private final transient @Nullable Object diagnosis;

    /** A field of the body, or a parameter, that can't be accepted, and why. */
    public record Flaw(String field, String detail) {}

    private ApiProblem(HttpStatus status, String code, List<Flaw> flaws, String detail, @Nullable Object diagnosis) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.flaws = flaws;
        this.diagnosis = diagnosis;
    }

    /** 404, the same for what is absent and what belongs to another workspace. */
    public static ApiProblem notFound(String what) {
        return new ApiProblem(HttpStatus.NOT_FOUND, "not_found", List.of(), "There is no such " + what + ".", null);
    }

    /** 422: the named field can't be accepted; {@code detail} says why and what can. */
    public static ApiProblem field(String field, String detail) {
        return flawed(List.of(new Flaw(field, detail)));
    }

    /** 422 with everything that is wrong; the first stands for them all. */
    public static ApiProblem flawed(List<Flaw> flaws) {
        return new ApiProblem(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "invalid_field",
                flaws,
                flaws.getFirst().detail(),
                null);
    }

    public static ApiProblem of(HttpStatus status, String code, String detail) {
        return new ApiProblem(status, code, List.of(), detail, null);
    }

    /** With what Microsoft said, explained. */
    public static ApiProblem diagnosed(HttpStatus status, String code, String detail, @Nullable Object diagnosis) {
        return new ApiProblem(status, code, List.of(), detail, diagnosis);
    }

    HttpStatus status() {
        return status;
    }

    String code() {
        return code;
    }

    List<Flaw> flaws() {
        return flaws;
    }

    @Nullable
    Object diagnosis() {
        return diagnosis;
    }
}
