package dev.latchkey.service.workspace;

import dev.latchkey.service.db.WorkspaceId;
import dev.latchkey.service.http.ApiProblem;
import java.util.Set;
import org.springframework.http.HttpStatus;

/** The platform that calls the API, known by its key. */
public record ApiCaller(WorkspaceId workspace, String keyId, Set<Scope> scopes) {

    /** @throws ApiProblem 403 when the key lacks the scope */
    public WorkspaceId with(Scope needed) {
        if (!scopes.contains(needed)) {
            throw ApiProblem.of(
                    HttpStatus.FORBIDDEN,
                    "scope_missing",
                    "This API key lacks the scope \"" + needed.column()
                            + "\". Make a key that has it under Settings > API keys.");
        }
        return workspace;
    }
}
