package dev.latchkey.service.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeHtmlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<SCRIPT SRC=http://evil.example/x.js></SCRIPT>",
                "<img src=x onerror=alert(1)>",
                "<img src='http://evil.example/pixel.gif' onload=alert(1)>",
                "<img srcset='http://evil.example/a.png 2x' src=cid:none>",
                "<IMG SRC=\"javascript:alert('XSS');\">",
                "<IMG SRC=JaVaScRiPt:alert('XSS')>",
                "<IMG SRC=&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)>",
                "<IMG \"\"\"><SCRIPT>alert(\"XSS\")</SCRIPT>\"\\>",
                "<svg onload=alert(1)>",
                "<svg><script>alert(1)</script></svg>",
                "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
                "<svg><style><img src=x onerror=alert(1)></style></svg>",
                "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
                "<math href='javascript:alert(1)'>x</math>",
                "<iframe src='javascript:alert(1)'></iframe>",
                "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
                "<object data='data:text/html,<script>alert(1)</script>'></object>",
                "<embed src='http://evil.example/x.swf'>",
                "<applet code=evil></applet>",
                "<link rel=stylesheet href='http://evil.example/x.css'>",
                "<style>@import 'http://evil.example/x.css';</style>",
                "<style>body{background:url(http://evil.example/x)}</style>",
                "<div style=\"background-image:url('http://evil.example/x.png')\">x</div>",
                "<div style=\"background:\\75rl(http://evil.example/x.png)\">x</div>",
                "<div style=\"width:expression(alert(1))\">x</div>",
                "<div style=\"behavior:url(http://evil.example/x.htc)\">x</div>",
                "<div style=\"-moz-binding:url('http://evil.example/x.xml#xss')\">x</div>",
                "<table background='http://evil.example/x.png'><tr><td background='http://evil.example/y.png'>x</td></tr></table>",
                "<body onload=alert(1) background='http://evil.example/x.png'>x</body>",
                "<meta http-equiv=refresh content='0;url=http://evil.example/'>",
                "<base href='http://evil.example/'>",
                "<form action='http://evil.example/'><input name=password><button formaction='javascript:alert(1)'>x</button></form>",
                "<a href='javascript:alert(1)'>x</a>",
                "<a href=' &#14;  javascript:alert(1)'>x</a>",
                "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
                "<a href='vbscript:msgbox(1)'>x</a>",
                "<a href='jav&#x09;ascript:alert(1)'>x</a>",
                "<video src='http://evil.example/v.mp4' onerror=alert(1) poster='http://evil.example/p.png'></video>",
                "<audio src='http://evil.example/a.mp3' autoplay></audio>",
                "<source src='http://evil.example/a.mp3'>",
                "<input type=image src='http://evil.example/i.png' onfocus=alert(1) autofocus>",
                "<details open ontoggle=alert(1)>x</details>",
                "<marquee onstart=alert(1)>x</marquee>",
                "<isindex action=javascript:alert(1) type=image>",
                "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
                "<template><script>alert(1)</script></template>",
                "<textarea></textarea><script>alert(1)</script>",
                "<xmp><script>alert(1)</script></xmp>",
                "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
                "<![CDATA[<script>alert(1)</script>]]>",
                "<<script>alert(1)//<</script>",
                "<img src=\"data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+\">",
                "<img src='data:text/html,<script>alert(1)</script>'>",
                "<img src='//evil.example/pixel.gif'>",
                "<p onmouseover=alert(1) onclick=alert(1)>x</p>",
                "<p id=x name=y class=z data-live='/x' hx-get='/x'>x</p>"
            })
    void nothingThatRunsLoadsOrSubmitsIsLeft(String vector) {
        var safe = SafeHtml.of(vector, Map.of("none", "data:image/png;base64,AA=="))
                .html();
        // what is left as text is harmless: only what is inside tags counts
        var tags = safe.replaceAll("(?s)>[^<]*", ">").replaceAll("(?s)^[^<]*", "");
        assertThat(tags)
                .doesNotContainIgnoringCase(
                        "script",
                        "evil.example",
                        "onerror",
                        "onload",
                        "onclick",
                        "onmouse",
                        "ontoggle",
                        "onfocus",
                        "onstart")
                .doesNotContainIgnoringCase(
                        "<svg",
                        "<math",
                        "<iframe",
                        "<object",
                        "<embed",
                        "<form",
                        "<input",
                        "<button",
                        "<style",
                        "<link",
                        "<meta",
                        "<base",
                        "<video",
                        "<audio",
                        "<source",
                        "<template",
                        "<textarea",
                        "srcset",
                        "url(",
                        "expression",
                        "srcdoc",
                        "image/svg",
                        "text/html",
                        " id=",
                        " class=",
                        "data-live",
                        "hx-get");
    }

    @Test
    void aPictureOfAnotherServerIsLeftOutAndCounted() {
        var safe = SafeHtml.of(
                "<p>Hi</p><img src='https://tracker.example/p.gif' alt='logo'><div style='background:url(http://t.example/x)'>x</div>",
                Map.of());
        assertThat(safe.html()).contains("Hi", "alt=\"logo\"").doesNotContain("tracker.example", "t.example");
        assertThat(safe.remoteImages()).isEqualTo(2);
    }

    @Test
    void aPictureThatCameWithTheMailIsShown() {
        var safe = SafeHtml.of("<img src='cid:logo@1'>", Map.of("logo@1", "data:image/png;base64,AAAA"));
        assertThat(safe.html()).contains("src=\"data:image/png;base64,AAAA\"");
        assertThat(safe.remoteImages()).isZero();
    }

    @Test
    void linksOpenElsewhereAndTellNothing() {
        var safe = SafeHtml.of("<a href='https://shop.example/?a=1&amp;b=2' target=_top>offer</a>", Map.of());
        assertThat(safe.html())
                .contains(
                        "href=\"https://shop.example/?a&#61;1&amp;b&#61;2\"",
                        "target=\"_blank\"",
                        "noopener",
                        "noreferrer")
                .doesNotContain("_top");
    }

    @Test
    void whatMailsLookLikeStays() {
        var safe = SafeHtml.of(
                "<table width=\"600\" bgcolor='#ffffff'><tr><td style='color:#333333;padding:10px'>Total: <b>5 €</b></td></tr></table>",
                Map.of());
        assertThat(safe.html()).contains("<table width=\"600\" bgcolor=\"#ffffff\">", "color:#333333", "<b>5 €</b>");
    }

    @Test
    void aMailOfAMillionOpenTagsIsCleanedInTime() {
        Assertions.assertTimeout(
                Duration.ofSeconds(5), () -> SafeHtml.of("<div><b style='color:red'>".repeat(40_000), Map.of()));
    }
}
