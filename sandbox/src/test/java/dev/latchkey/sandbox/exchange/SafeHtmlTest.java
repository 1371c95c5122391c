package dev.latchkey.sandbox.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class SafeHtmlTest {

    private static final int LARGEST_BODY = 4 * 1024 * 1024;

    @Test
    void whatIsSafeStaysAsItWasWritten() {
        for (var html : List.of(
                "<p>Hi &amp; bye</p>",
                "<!DOCTYPE html>\r\n<HTML><head><meta charset=\"utf-8\"><title>On <b></title></head>",
                "<meta http-equiv='Content-Type' content='text/html'>",
                "<style><!-- p > a { color: red } --></style >",
                "<a\n HREF='https://contoso.example/?a=1&b=2' target=_blank>x</a><br/><o:p></o:p>",
                "<img src=\"cid:logo\" alt='a > b' width=3><img src=\"data:image/png;base64,AAAA\">",
                "<td style=\"background:url(https://contoso.example/x.png)\" nowrap>",
                "",
                "no markup > at all")) {
            assertThat(SafeHtml.of(html)).isEqualTo(html);
        }
    }

    @Test
    void whatRunsSubmitsOrLoadsAnotherPageIsGone() {
        Map.ofEntries(
                        Map.entry("a<script>alert(1)</script>b", "ab"),
                        Map.entry("a<SCRIPT src=x>1 < 2 \"</scripty>\"</Script\n>b", "ab"),
                        Map.entry("a<script>never closed", "a"),
                        Map.entry("<p onclick=\"x()\" class=a ONLOAD=y id='b'>c</p>", "<p class=a id='b'>c</p>"),
                        Map.entry("<img/src=x/onerror=alert(1)>", "<img/src=x/onerror=alert(1)>"),
                        Map.entry("<img src=x onerror=alert(1)/>", "<img src=x>"),
                        Map.entry("<a href=\"java&#115;cript&colon;x()\">a</a>", "<a>a</a>"),
                        Map.entry("<a href=' J\tava\nscript:x()'>a</a>", "<a>a</a>"),
                        Map.entry("<a href=&#x6A;avascript:x()>a</a>", "<a>a</a>"),
                        Map.entry("<a href=\"data:text/html,x\">a</a>", "<a>a</a>"),
                        Map.entry("<p style='width: expression (x)'>a</p>", "<p>a</p>"),
                        Map.entry("<style>p { behavior: url(x) }</style>a", "</style>a"),
                        Map.entry("<iframe src=x>inner</iframe>a<object data=x><b>other</b></object>", "a<b>other</b>"),
                        Map.entry("<form action=x><input name=y>a<button>b</button></form>", "ab"),
                        Map.entry("<meta http-equiv=refresh content='0;url=x'><base href=x><link rel=y>a", "a"),
                        Map.entry("<svg><a xlink:href='javascript:x()'>a</a></svg>", "<a>a</a>"),
                        Map.entry("a<!-- b --><?c?><![CDATA[d]]>e", "ae"),
                        Map.entry("1 < 2 <> 3", "1 &lt; 2 &lt;> 3"),
                        Map.entry("a<p class='open", "a"))
                .forEach((html, safe) -> assertThat(SafeHtml.of(html)).as(html).isEqualTo(safe));
    }

    @Test
    void whatIsLeftBecomesNothingElse() {
        Map.of(
                        "<<script></script>img src=x onerror=y>", "&lt;img src=x onerror=y>",
                        "<scr<script></script>ipt>", "<scr<script>ipt>",
                        "<!--><script>x</script>-->a", "-->a",
                        "<a href onx=1 =javascript:x()>a</a>", "<a href>a</a>",
                        "<style><img title=\"</style><img src=x onerror=y>\">",
                                "<style><img title=\"</style><img src=x>\">",
                        "<title></tİtle><b title=\"</title><img src=x onerror=y>\">",
                                "<title></tİtle><b title=\"</title><img src=x>\">",
                        "<svg><style><img src=x onerror=y></style></svg>", "<style><img src=x onerror=y></style>",
                        "<p title=\"<script>x</script>\">a", "<p title=\"<script>x</script>\">a",
                        "<noscript><p title=\"</noscript><img src=x onerror=y>\">", "<img src=x>\">")
                .forEach((html, safe) -> assertThat(SafeHtml.of(html)).as(html).isEqualTo(safe));
    }

    @Test
    void fourMegabytesOfAnythingAreReadAtOnce() {
        for (var piece : List.of(
                "<style>",
                "</style",
                "<title></titl",
                "<!--",
                "<!",
                "<a",
                "<a b=\"",
                "<a b='c' ",
                "<",
                "</",
                "<p on=1>",
                "<script>",
                "&#",
                "<p style=expression",
                "<a href=&#0000000000>",
                "=",
                "<a =")) {
            var hostile = piece.repeat(LARGEST_BODY / piece.length());
            for (var html : List.of(hostile, "<a b=\"" + hostile + "\">", "<style>" + hostile + "</style>")) {
                Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), () -> SafeHtml.of(html), piece);
            }
        }
    }
}
