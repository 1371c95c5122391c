package dev.latchkey.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What another site can and can't do, in a browser that keeps the rules of cookies. */
class CrossSiteTest {

    @Test
    void theCallbackComesAsACrossSitePostWithoutOurCookiesAndIsFinishedWithThem() {
        try (var demo = Demo.start();
                var chromium = Chromium.start()) {
            var person = Owner.comesIn(demo, chromium.person());
            var owner = person.page();
            var callbacks = new ArrayList<Request>();
            owner.onRequest(request -> {
                if (request.url().contains("/connect/callback/")) {
                    callbacks.add(request);
                }
            });
            person.connect("adele@adventure-works.example");

            assertThat(callbacks).singleElement().satisfies(callback -> {
                assertThat(callback.method()).isEqualTo("POST");
                assertThat(callback.url()).doesNotContain("code=").doesNotContain("state=");
                assertThat(callback.allHeaders().getOrDefault("cookie", ""))
                        .doesNotContain("latchkey_session")
                        .doesNotContain("latchkey_connect");
            });
            assertThat(ourCookies(demo, owner)).allSatisfy(cookie -> {
                assertThat(cookie.httpOnly).isTrue();
                assertThat(cookie.sameSite).isEqualTo(SameSiteAttribute.LAX);
            });

            anotherSitesFormCannotUseTheSession(demo, owner);
        }
    }

    /** The sandbox's origin is another site: a form there that posts to us comes without our session. */
    private static void anotherSitesFormCannotUseTheSession(Demo demo, Page owner) {
        owner.navigate(demo.sandbox("/").toString());
        owner.evaluate(
                "address => {"
                        + "const form = document.createElement('form');"
                        + "form.method = 'post'; form.action = address;"
                        + "document.body.append(form); form.submit(); }",
                demo.service("/sign-out").toString());
        owner.waitForURL(demo.service("/") + "**");
        owner.navigate(demo.service("/settings/email").toString());

        assertThat(owner.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Email integration settings"))
                        .count())
                .as("still signed in")
                .isEqualTo(1);
    }

    private static List<Cookie> ourCookies(Demo demo, Page owner) {
        var cookies = owner.context().cookies(demo.service("/connect/x").toString());
        assertThat(cookies).extracting(cookie -> cookie.name).contains("latchkey_session", "latchkey_connect");
        return cookies;
    }
}
