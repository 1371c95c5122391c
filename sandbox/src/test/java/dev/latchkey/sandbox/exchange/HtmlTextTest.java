package dev.latchkey.sandbox.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <p>Hello <b>Adele</b></p>                                  | Hello Adele
            <head><title>x</title></head><header>Seen</header>         | Seen
            <STYLE>p {}</STYLE >a<script>1 < 2</script>b               | a b
            one<!-- <p>two</p> -->three                                | one three
            3 < 4 and 5 &gt; 4 &amp; so on                             | 3 < 4 and 5 > 4 & so on
            a <i>b                                                     | a b
            İİ<STYLE>x</STYLE>İ                                        | İİ İ
            <!doctype html><body>a   b                                 | a b""")
    void whatAPersonReads(String html, String text) {
        assertThat(HtmlText.of(html)).isEqualTo(text);
    }

    @Test
    void paragraphsAndBreaksAreLines() {
        assertThat(HtmlText.of("<div>one</div> <p>two<br/>three</p><p></p>four"))
                .isEqualTo("one\r\ntwo\r\nthree\r\nfour");
    }

    @Timeout(10)
    @ParameterizedTest
    @ValueSource(strings = {"<style>", "<!--", "<a", "<", "</", "<br>", "<script><!--", " \u0000", "&amp;", "<head "})
    void fourMegabytesOfAnythingAreReadAtOnce(String piece) {
        var hostile = piece.repeat(4 * 1024 * 1024 / piece.length());

        assertThatCode(() -> HtmlText.of(hostile)).doesNotThrowAnyException();
    }
}
