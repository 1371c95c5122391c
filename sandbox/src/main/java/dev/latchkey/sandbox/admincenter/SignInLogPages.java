package dev.latchkey.sandbox.admincenter;

import dev.latchkey.sandbox.admincenter.AdminCenter.Admin;
import dev.latchkey.sandbox.entra.SignInLog;
import dev.latchkey.sandbox.entra.SignInLog.SignInEvent;
import dev.latchkey.sandbox.web.Fields;
import dev.latchkey.sandbox.web.Pages;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Locale;

/** "Monitoring &amp; health: Sign-in logs": interactive and non-interactive, filtered. */
public final class SignInLogPages implements HttpService {

    /** What of the log is asked for; an empty word asks for all. */
    public record Filter(String user, String application, String correlationId, boolean interactive, boolean failed) {

        static Filter of(Fields query) {
            return new Filter(
                    query.get("user", "").strip(),
                    query.get("application", "").strip(),
                    query.get("correlationId", "").strip(),
                    !query.get("kind", "").equals("noninteractive"),
                    query.find("failed").isPresent());
        }

        boolean takes(SignInEvent event) {
            return event.interactive() == interactive
                    && (contains(event.address(), user) || contains(event.userName(), user))
                    && (contains(event.application(), application)
                            || event.clientId().equalsIgnoreCase(application))
                    && (correlationId.isEmpty()
                            || event.correlationId().equalsIgnoreCase(correlationId)
                            || event.requestId().equalsIgnoreCase(correlationId))
                    && (!failed || event.code() != 0);
        }

        private static boolean contains(String text, String part) {
            return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
        }
    }

    /** The page. */
    public record SignIns(Admin admin, Filter filter, List<SignInEvent> events) {}

    private static final int SHOWN = 100;

    private final AdminCenter adminCenter;
    private final SignInLog log;
    private final Pages pages;

    public SignInLogPages(AdminCenter adminCenter, SignInLog log, Pages pages) {
        this.adminCenter = adminCenter;
        this.log = log;
        this.pages = pages;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/entra/{tenant}/signins", adminCenter.guarded(this::list));
    }

    private void list(Admin admin, ServerRequest request, ServerResponse response) {
        var filter = Filter.of(Fields.ofQuery(request));
        var events = log.in(admin.tenant()).stream()
                .filter(filter::takes)
                .limit(SHOWN)
                .toList();
        pages.send(response, "admin/signins.jte", new SignIns(admin, filter, events));
    }
}
