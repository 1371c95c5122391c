package dev.latchkey.sandbox.entra;

import dev.latchkey.sandbox.Browser;
import java.util.regex.Pattern;

/** What was seen of an error, and where; a page of Entra's names no {@code error}. */
record Seen(ErrorPlace place, int code, String error, String suberror) {

    private static final Pattern CODE = Pattern.compile("AADSTS(\\d+)");

    static Seen on(Browser.Page page) {
        if (page.response().headers().firstValue("Location").isPresent()) {
            return redirect(page, ErrorPlace.REDIRECT);
        }
        return new Seen(ErrorPlace.PAGE, code(page.html()), "", "");
    }

    static Seen silently(Browser.Page page) {
        return redirect(page, ErrorPlace.SILENT);
    }

    private static Seen redirect(Browser.Page page, ErrorPlace place) {
        return new Seen(place, code(page.parameter("error_description")), page.parameter("error"), "");
    }

    static Seen in(ErrorPlace place, App.Reply reply) {
        return new Seen(place, reply.code(), reply.text("error"), reply.text("suberror"));
    }

    private static int code(String text) {
        var code = CODE.matcher(text);
        if (!code.find()) {
            throw new AssertionError("There is no code in " + text);
        }
        return Integer.parseInt(code.group(1));
    }
}
