package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.entra.AccessTokens.Caller;
import dev.latchkey.sandbox.web.Json;
import dev.latchkey.sandbox.web.Origin;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /oidc/userinfo}, which lives at Microsoft Graph and takes its tokens.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/userinfo">UserInfo endpoint</a>
 */
final class UserInfo implements HttpService {

    private static final String BEARER = "Bearer ";

    private final Directory directory;
    private final AccessTokens accessTokens;
    private final IdTokens idTokens;

    UserInfo(Directory directory, AccessTokens accessTokens, IdTokens idTokens) {
        this.directory = directory;
        this.accessTokens = accessTokens;
        this.idTokens = idTokens;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/oidc/userinfo", this::userInfo).post("/oidc/userinfo", this::userInfo);
    }

    private void userInfo(ServerRequest request, ServerResponse response) {
        var caller = request.headers()
                .first(HeaderNames.AUTHORIZATION)
                .filter(header -> header.startsWith(BEARER))
                .flatMap(header -> accessTokens.check(header.substring(BEARER.length())))
                .filter(each -> each.audience().equals(Resource.GRAPH.audience()))
                .filter(each -> each.scopes().contains(Permission.OPENID.scope()));
        caller.flatMap(this::document).ifPresentOrElse(document -> Json.send(response, Status.OK_200, document), () -> {
            response.header(
                    HeaderNames.WWW_AUTHENTICATE,
                    "Bearer realm=\"\", authorization_uri=\"" + Origin.of(request) + "/common/oauth2/v2.0/authorize\"");
            Json.send(
                    response,
                    Status.UNAUTHORIZED_401,
                    Map.of(
                            "error",
                            Map.of(
                                    "code",
                                    "InvalidAuthenticationToken",
                                    "message",
                                    "Access token is missing or" + " not good for this endpoint.")));
        });
    }

    private Optional<Map<String, Object>> document(Caller caller) {
        return directory.user(caller.objectId()).map(user -> {
            var names = user.displayName().split(" ", 2);
            var document = new LinkedHashMap<String, Object>();
            document.put("sub", IdTokens.subject(caller.appId(), user));
            document.put("name", user.displayName());
            document.put("given_name", names[0]);
            document.put("family_name", names.length > 1 ? names[1] : "");
            document.put("email", idTokens.home(user).address());
            return document;
        });
    }
}
