package dev.latchkey.service.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.service.ApiClient;
import dev.latchkey.service.DemoWorld;
import org.junit.jupiter.api.Test;

class ExplainApiTest {

    private static final ApiClient API = DemoWorld.shared().api();

    @Test
    void aPastedAddressIsExplainedAndItsStateIsNotGivenBack() {
        var answer = API.post("/v1/explain", """
                {"text": "https://app.example/cb?error=access_denied&error_subcode=cancel&state=s3cret", "language": "es"}""");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("cause").asString()).isEqualTo("cancelled_or_blocked");
        assertThat(answer.json().path("language").asString()).isEqualTo("es");
        assertThat(answer.json().path("raw").asString())
                .contains("access_denied")
                .doesNotContain("s3cret");
    }

    @Test
    void withoutATextThereIsNothingToExplain() {
        var answer = API.post("/v1/explain", "{}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("field").asString()).isEqualTo("text");
    }

    @Test
    void anUnknownLanguageIsSaid() {
        var answer = API.post("/v1/explain", "{\"text\": \"AADSTS50057\", \"language\": \"fr\"}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("field").asString()).isEqualTo("language");
    }

    @Test
    void nobodyIsAnsweredWithoutAKey() {
        var answer = new ApiClient(DemoWorld.shared().service(), "lk_none")
                .post("/v1/explain", "{\"text\": \"AADSTS50057\"}");

        assertThat(answer.status()).isEqualTo(401);
    }
}
