package dev.latchkey.service.reading;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FileNameTest {

    @Test
    void aPathBecomesAName() {
        assertThat(FileName.clean("../../etc/passwd")).isEqualTo("_.._etc_passwd");
        assertThat(FileName.clean("C:\\temp\\a.txt")).isEqualTo("C__temp_a.txt");
    }

    @Test
    void aNameThatReadsBackwardsDoesNot() {
        assertThat(FileName.clean("invoice\u202Efdp.exe")).isEqualTo("invoicefdp.exe");
    }

    @Test
    void headersCanNotBeInjected() {
        assertThat(FileName.disposition("a\r\nSet-Cookie: x=1\"; filename=\"b"))
                .isEqualTo("attachment; filename=\"aSet-Cookie_ x=1_; filename=_b\"; "
                        + "filename*=UTF-8''aSet-Cookie_%20x%3D1_%3B%20filename%3D_b");
    }

    @Test
    void otherScriptsAreKeptAsRfc8187Wants() {
        assertThat(FileName.disposition("Angebot für Łukasz.pdf"))
                .isEqualTo("attachment; filename=\"Angebot f_r _ukasz.pdf\"; "
                        + "filename*=UTF-8''Angebot%20f%C3%BCr%20%C5%81ukasz.pdf");
    }

    @Test
    void anEmptyNameGetsOne() {
        assertThat(FileName.clean("\u200B..")).isEqualTo("attachment");
    }
}
