package dev.latchkey.service.diagnosis;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of a text what lets somebody in: codes, state, tokens, assertions, passwords, keys. What is left may be shown
 * and stored. Known names go first; then whatever looks like a key by its length and letters.
 */
final class Secrets {

    private static final String GONE = "***";

    private static final String NAMES =
            "state|session_state|nonce|id_token|access_token|refresh_token|token|client_secret|client_assertion|assertion"
                    + "|code_verifier|code_challenge|password|passwd|pwd|secret|client_info|saml_?response|ctx|canary"
                    + "|flowtoken|api_?key|validation_?token|client_?state|sig|signature";

    private static final String VALUE = "(?:\"[^\"]*+\"?|'[^']*+'?|[^&\\s\"'<>#,;]++)";
    private static final Pattern PARAMETER = Pattern.compile("(?i)(?<![\\w-])((?:" + NAMES + ")\\s*=\\s*)" + VALUE);
    // Microsoft's own numbers (error?code=65004) and Graph's codes stay
    private static final Pattern CODE =
            Pattern.compile("(?i)(?<![\\w-])(code\\s*=\\s*)(?!\\d{4,9}(?![\\w.~-]))" + VALUE);
    private static final Pattern JSON = Pattern.compile("(?i)(\"(?:" + NAMES + ")\\\\?\"\\s*:\\s*\\\\?\")[^\"]*+");
    private static final Pattern JSON_CODE = Pattern.compile("(?i)(\"code\\\\?\"\\s*:\\s*\\\\?\")([^\"\\\\]*+)");
    // the same in an address that is part of another address
    private static final Pattern ENCODED = Pattern.compile(
            "(?i)(%(?:25)*(?:3f|26|23)(?:code|" + NAMES + ")%(?:25)*3d)(?!\\d{4,9}(?![\\w.~-]))[^&\\s\"'<>#]++");
    private static final Pattern HEADER = Pattern.compile(
            "(?im)^([\\t \"'>]{0,8}(?:authorization|proxy-authorization|cookie|set-cookie|x-api-key)\\s*:).*$");
    private static final Pattern SCHEME = Pattern.compile(
            "(?i)\\b(bearer|basic|xoauth2|auth\\s+(?:login|plain|xoauth2))(\\s+)(?=\\S{16}|\\S{0,15}[\\d=])(\\S++)");
    private static final Pattern IN_ADDRESS = Pattern.compile("(://)[^/\\s@]++@");
    private static final Pattern KEY = Pattern.compile("\\b(?:lk|whsec)_[\\w+/=-]++");
    private static final Pattern JWT = Pattern.compile("eyJ[\\w.-]*+");
    // secrets that Entra ID makes hold "Q~"; its codes and refresh tokens begin with 0.A, 1.A or M.C
    private static final Pattern ENTRA =
            Pattern.compile("[\\w~.-]{3}\\dQ~[\\w~.-]*+|\\b[01]\\.A[\\w.~-]{12,}+|\\bM\\.[CR]\\d++[\\w.!*$~-]++");
    private static final Pattern BASE64 = Pattern.compile(
            "(?<![\\w+/])(?=[A-Z+/\\d]*[a-z])(?=[a-z+/\\d]*[A-Z])(?=[A-Za-z+/]*\\d)[\\w+/]{40,}+={0,2}");
    private static final Pattern LONG =
            Pattern.compile("(?<![\\w~.*!-])(?=[A-Za-z~.*!_-]*\\d)(?=[\\d~.*!_-]*[A-Za-z])[\\w~.*!-]{28,}+");
    private static final Pattern GUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private Secrets() {}

    static String strip(String text) {
        var clean = HEADER.matcher(named(text)).replaceAll("$1 " + GONE);
        clean = SCHEME.matcher(clean).replaceAll("$1$2" + GONE);
        clean = IN_ADDRESS.matcher(clean).replaceAll("$1" + GONE + "@");
        for (var shape : new Pattern[] {KEY, JWT, ENTRA, BASE64}) {
            clean = shape.matcher(clean).replaceAll(GONE);
        }
        return LONG.matcher(clean)
                .replaceAll(found -> GUID.matcher(found.group()).matches() ? "$0" : GONE);
    }

    /** Only what has a name: the text can be decoded afterwards. */
    static String named(String text) {
        var clean = PARAMETER.matcher(text).replaceAll("$1" + GONE);
        clean = CODE.matcher(clean).replaceAll("$1" + GONE);
        clean = ENCODED.matcher(clean).replaceAll("$1" + GONE);
        clean = JSON.matcher(clean).replaceAll("$1" + GONE);
        return JSON_CODE
                .matcher(clean)
                .replaceAll(found ->
                        Matcher.quoteReplacement(found.group(1) + (isPublic(found.group(2)) ? found.group(2) : GONE)));
    }

    private static boolean isPublic(String code) {
        return code.matches("\\d{1,9}|(?i:error[a-z]{3,60})") || Catalogue.MICROSOFT.knowsGraph(code);
    }
}
