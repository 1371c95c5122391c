package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.entra.ConditionalAccess.Access;
import dev.latchkey.sandbox.entra.Directory.User;
import java.util.List;
import java.util.Set;

/** {@code prompt=none}: an answer without a page, whatever it is. */
final class SilentSignIn {

    private final Directory directory;
    private final ConsentRules rules;
    private final Admission admission;
    private final AuthorizationCodes codes;

    SilentSignIn(Directory directory, ConsentRules rules, Admission admission, AuthorizationCodes codes) {
        this.directory = directory;
        this.rules = rules;
        this.admission = admission;
        this.codes = codes;
    }

    /** Nobody, or more than one, could be meant. */
    static Step ambiguous(AuthorizeRequest request, List<User> accounts, Trace trace) {
        var error = accounts.isEmpty() ? Aadsts.NO_SESSION : Aadsts.SELECT_ACCOUNT;
        return AuthorizationResponses.error(request, error.with(), trace);
    }

    Step answer(AuthorizeRequest request, User account, Set<Proof> proofs, Trace trace) {
        var found = directory.inTenantOf(request.tenant(), account);
        if (found.isEmpty()) {
            return AuthorizationResponses.error(request, Aadsts.SELECT_ACCOUNT.with(), trace);
        }
        var user = found.get();
        var application = directory.application(request.clientId()).orElseThrow();
        var refusal = admission.refusal(application, new Access(user, request.permissions(), proofs));
        if (refusal.isPresent()) {
            return AuthorizationResponses.error(request, refusal.get().silent(), trace);
        }
        if (rules.missing(user, application, request.permissions()).isEmpty()) {
            return AuthorizationResponses.code(request, codes.issue(request, user.objectId(), proofs), account);
        }
        var missing = Aadsts.CONSENT_MISSING.with(application.clientId(), application.displayName());
        return AuthorizationResponses.error(request, missing.silent(), trace);
    }
}
