package dev.latchkey.service.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;

/** The language of a page: the reader's browser decides, unless whoever made the page's link did. */
@Component("localeResolver")
public final class PageLanguage extends AcceptHeaderLocaleResolver {

    private static final String CHOSEN = PageLanguage.class.getName();

    PageLanguage() {}

    /** For the rest of this request. */
    public static void choose(HttpServletRequest request, Locale language) {
        request.setAttribute(CHOSEN, language);
    }

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        return request.getAttribute(CHOSEN) instanceof Locale chosen ? chosen : super.resolveLocale(request);
    }
}
