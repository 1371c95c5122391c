package dev.latchkey.sandbox.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class HtmlTextTest {

    private static final int LARGEST_BODY = 4 * 1024 * 1024;

    @Test
    void itIsWhatAPersonReads() {
        Map.of(
                        "<p>Hello <b>Adele</b></p>", "Hello Adele",
                        "<head><title>x</title></head><header>Seen</header>", "Seen",
                        "<STYLE>p {}</STYLE >a<script>1 < 2</script>b", "a b",
                        "one<!-- <p>two</p> -->three", "one three",
                        "3 < 4 and 5 &gt; 4 &amp; so on", "3 < 4 and 5 > 4 & so on",
                        "İİ<STYLE>x</STYLE>İ", "İİ İ",
                        "<!doctype html><body>a   b", "a b",
                        "<div>one</div> <p>two<br/>three</p><p></p>four", "one\r\ntwo\r\nthree\r\nfour")
                .forEach((html, text) -> assertThat(HtmlText.of(html)).as(html).isEqualTo(text));
    }

    @Test
    void fourMegabytesOfAnythingAreReadAtOnce() {
        for (var piece :
                List.of("<style>", "<!--", "<a", "<", "</", "<br>", "<script><!--", " \u0000", "&amp;", "<head ")) {
            var hostile = piece.repeat(LARGEST_BODY / piece.length());

            Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), () -> HtmlText.of(hostile), piece);
        }
    }
}
