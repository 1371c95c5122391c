package dev.latchkey.microsoft;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One of Microsoft's clouds. A token of one is worthless in another.
 *
 * @param name {@code global}, {@code usgov}, {@code dod}, {@code china}, or the address that was given
 * @param login the origin of Entra ID, without a trailing slash
 * @param graph the root of Microsoft Graph with its version, such as {@code https://graph.microsoft.com/v1.0}
 * @param graphResource the resource of Graph, the prefix of {@code /.default}
 * @param outlookResource the resource of Exchange Online, the prefix of {@code /SMTP.Send}
 * @param adminCenter where administrators work; a tenant follows after a slash
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud">National clouds</a>
 */
public record Cloud(String name, URI login, URI graph, String graphResource, String outlookResource, URI adminCenter) {

    public static final Cloud GLOBAL = microsoft(
            "global",
            "login.microsoftonline.com",
            "graph.microsoft.com",
            "https://outlook.office.com",
            "https://entra.microsoft.com");

    private static final Cloud US_GOVERNMENT = microsoft(
            "usgov",
            "login.microsoftonline.us",
            "graph.microsoft.us",
            "https://outlook.office365.us",
            "https://entra.microsoft.us");
    private static final Cloud DOD = microsoft(
            "dod",
            "login.microsoftonline.us",
            "dod-graph.microsoft.us",
            "https://outlook-dod.office365.us",
            "https://entra.microsoft.us");
    private static final Cloud CHINA = microsoft(
            "china",
            "login.partner.microsoftonline.cn",
            "microsoftgraph.chinacloudapi.cn",
            "https://partner.outlook.cn",
            "https://entra.microsoftonline.cn");

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    /**
     * The cloud of that name, or one whose Entra ID and Graph both live at an address, such as the sandbox's.
     *
     * @throws IllegalArgumentException for an unknown name, an address with a path, query or user, and for plain http
     *     to anything but this machine; the message can be shown as it is
     */
    public static Cloud of(String nameOrAddress) {
        var text = nameOrAddress.strip();
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "global" -> GLOBAL;
            case "usgov" -> US_GOVERNMENT;
            case "dod" -> DOD;
            case "china" -> CHINA;
            default -> at(text);
        };
    }

    /** True where the link leads to this cloud's Graph and nowhere else, so that a token may go with it. */
    public boolean ownsGraphLink(URI link) {
        return link.getUserInfo() == null && origin(link).equals(origin(graph));
    }

    private static Cloud microsoft(
            String name, String login, String graph, String outlookResource, String adminCenter) {
        return new Cloud(
                name,
                URI.create("https://" + login),
                URI.create("https://" + graph + "/v1.0"),
                "https://" + graph,
                outlookResource,
                URI.create(adminCenter));
    }

    private static Cloud at(String address) {
        var trimmed = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
        var login = parse(trimmed);
        var scheme = login.getScheme().toLowerCase(Locale.ROOT);
        if (scheme.equals("http") && !LOOPBACK.matcher(host(login)).matches()) {
            throw new IllegalArgumentException(
                    "The Microsoft cloud '" + address + "' must use https: plain http is for this machine only");
        }
        return new Cloud(
                trimmed,
                login,
                URI.create(trimmed + "/v1.0"),
                GLOBAL.graphResource(),
                GLOBAL.outlookResource(),
                URI.create(trimmed + "/entra"));
    }

    private static URI parse(String address) {
        var wrong = "'" + address + "' is no Microsoft cloud: give global, usgov, dod, china, or an address such as "
                + "http://127.0.0.1:8081 without a path";
        URI uri;
        try {
            uri = URI.create(address);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(wrong, e);
        }
        var http = uri.getScheme() != null
                && uri.getScheme().toLowerCase(Locale.ROOT).matches("https?");
        var bare = uri.getRawPath() == null || uri.getRawPath().isEmpty();
        if (!http || !bare || uri.getHost() == null || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException(wrong);
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(wrong);
        }
        return uri;
    }

    private static String origin(URI uri) {
        var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        var port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        return scheme + "://" + host(uri) + ":" + port;
    }

    private static String host(URI uri) {
        return uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    }
}
