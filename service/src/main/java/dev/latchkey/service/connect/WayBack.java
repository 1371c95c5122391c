package dev.latchkey.service.connect;

import dev.latchkey.service.http.ApiProblem;
import dev.latchkey.service.workspace.Members;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * By whom a link that the API makes is opened and finished: by a member of the workspace, signed in with us, or through a
 * return address by the platform. A link that is neither could be opened by nobody. Every check belongs inside a
 * transaction of the workspace.
 */
@Component
final class WayBack {

    private static final List<String> LANGUAGES = List.of("en", "es");

    private final ConnectLinks links;
    private final Members members;

    WayBack(ConnectLinks links, Members members) {
        this.links = links;
        this.members = members;
    }

    /** @throws ApiProblem 422 where nobody could open or finish the link */
    void check(String member, @Nullable String returnUrl, @Nullable String language) {
        if (returnUrl == null && !members.known(member)) {
            throw ApiProblem.field(
                    "return_url",
                    "Nobody could open this link: \"member\" is not the email of a member of this workspace. Name one, or send "
                            + "a return_url, to which your own member's browser comes back.");
        }
        if (returnUrl != null && !links.returnUrls().contains(returnUrl)) {
            throw ApiProblem.field(
                    "return_url",
                    "It must be, to the letter, one of the return addresses listed under Settings > Email integration.");
        }
        if (language != null && !LANGUAGES.contains(language)) {
            throw ApiProblem.field("language", "Use en or es.");
        }
    }
}
