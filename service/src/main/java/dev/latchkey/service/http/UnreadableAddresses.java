package dev.latchkey.service.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** What Tomcat turns away before it reaches the service, such as a NUL in a path, ends on a plain page all the same. */
@Component
final class UnreadableAddresses implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new PlainPage()));
    }

    private static final class PlainPage extends ErrorReportValve {

        private static final String PAGE = """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
                <title>Latchkey</title><link rel="stylesheet" href="/static/latchkey.css"></head>
                <body><main><section class="card narrow"><h1>That address cannot be read</h1>
                <p>Something in it is malformed. Copy it again, or begin at the start page.</p>
                <p><a class="button" href="/">To the start page</a></p></section></main></body></html>
                """;

        @Override
        protected void report(Request request, Response response, @Nullable Throwable failure) {
            var nothingSaid = response.getContentWritten() == 0 && response.setErrorReported();
            if (response.getStatus() < HttpServletResponse.SC_BAD_REQUEST || !nothingSaid) {
                return;
            }
            try {
                response.setContentType("text/html");
                response.setCharacterEncoding(StandardCharsets.UTF_8);
                var writer = response.getReporter();
                if (writer != null) {
                    writer.write(PAGE);
                    response.finishResponse();
                }
            } catch (IOException gone) {
                // whoever asked is no longer there
                return;
            }
        }
    }
}
