package dev.latchkey.service.guide;

import dev.latchkey.service.settings.Settings.Branding;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Makes a page's HTML of a file of the guide. */
final class GuideText {

    private static final List<Extension> EXTENSIONS =
            List.of(TablesExtension.create(), HeadingAnchorExtension.create());

    /** The names in the files, which are those of an installation where nobody has chosen others. */
    private static final Pattern DEFAULT_NAME = Pattern.compile("Enginy AI|Genesy AI|Enginy");

    private static final Pattern OTHER_FILE = Pattern.compile("(\\w+)\\.(en|es)\\.md(#.*)?");

    private final Parser parser = Parser.builder().extensions(EXTENSIONS).build();
    private final HtmlRenderer renderer = HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .escapeHtml(true)
            .attributeProviderFactory(context -> GuideText::attributes)
            .build();
    private final Map<String, String> names;

    GuideText(Branding branding) {
        this.names = Map.of(
                "Enginy AI", branding.appName(),
                "Genesy AI", branding.publisherName(),
                "Enginy", branding.platformName());
    }

    String html(String markdown) {
        var document = parser.parse(markdown);
        document.accept(new OurNames());
        return renderer.render(document);
    }

    private final class OurNames extends AbstractVisitor {

        @Override
        public void visit(Text text) {
            text.setLiteral(DEFAULT_NAME.matcher(text.getLiteral()).replaceAll(this::ours));
        }

        private String ours(MatchResult name) {
            return Matcher.quoteReplacement(names.getOrDefault(name.group(), name.group()));
        }
    }

    private static void attributes(Node node, String tag, Map<String, String> attributes) {
        switch (node) {
            case Link link
            when !link.getDestination().startsWith("http") ->
                attributes.put(
                        "href", OTHER_FILE.matcher(link.getDestination()).replaceFirst("/guide/$1?language=$2$3"));
            case Link link -> attributes.put("rel", "noreferrer");
            case Image image -> attributes.put("loading", "lazy");
            case TableCell cell when !cell.isHeader() -> attributes.put("data-label", heading(cell));
            default -> {}
        }
    }

    /** What stands over the cell: a narrow screen shows it in the cell. */
    private static String heading(TableCell cell) {
        var head = cell.getParent()
                .getParent()
                .getParent()
                .getFirstChild()
                .getFirstChild()
                .getFirstChild();
        for (var before = cell.getPrevious(); before != null; before = before.getPrevious()) {
            head = head.getNext();
        }
        var words = new StringBuilder();
        head.accept(new AbstractVisitor() {
            @Override
            public void visit(Text text) {
                words.append(text.getLiteral());
            }
        });
        return words.toString();
    }
}
