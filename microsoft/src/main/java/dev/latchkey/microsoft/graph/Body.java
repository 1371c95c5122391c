package dev.latchkey.microsoft.graph;

/** The text of a message. HTML from Graph is a stranger's: clean it before showing it. */
public record Body(Type type, String content) {

    public enum Type {
        TEXT,
        HTML
    }

    public static Body text(String content) {
        return new Body(Type.TEXT, content);
    }

    public static Body html(String content) {
        return new Body(Type.HTML, content);
    }
}
