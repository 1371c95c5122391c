package dev.latchkey.sandbox.graph;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The segments of a Graph address, read from left to right. {@code mailFolders('inbox')}, {@code delta()} and
 * {@code microsoft.graph.delta()} are the same as their plain forms, and letter case counts in ids only.
 */
record GraphPath(List<String> segments) {

    private static final Pattern KEYED = Pattern.compile("([A-Za-z$.]+)\\('(.*)'\\)");
    private static final Pattern CALLED = Pattern.compile("(?i)(?:microsoft\\.graph\\.)?([A-Za-z]+)\\(\\)");
    private static final Pattern QUALIFIED = Pattern.compile("(?i)microsoft\\.graph\\.([A-Za-z]+)");

    /** Of the encoded path after the version. */
    static GraphPath of(String rawPath) {
        var segments = new ArrayList<String>();
        for (var raw : rawPath.split("/", -1)) {
            if (!raw.isEmpty()) {
                add(segments, decoded(raw));
            }
        }
        return new GraphPath(List.copyOf(segments));
    }

    boolean atEnd() {
        return segments.isEmpty();
    }

    int length() {
        return segments.size();
    }

    /** The first segment as a name, in lower case. */
    String name() {
        return atEnd() ? "" : segments.getFirst().toLowerCase(Locale.ROOT);
    }

    /** The first segment as it was written: an id. */
    String id() {
        return atEnd() ? "" : segments.getFirst();
    }

    GraphPath rest() {
        return new GraphPath(segments.subList(1, segments.size()));
    }

    static String decoded(String raw) {
        try {
            // a plus sign is itself in a path
            return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw GraphProblem.badUrl("The request path is not encoded properly.");
        }
    }

    private static void add(List<String> segments, String segment) {
        var keyed = KEYED.matcher(segment);
        var called = CALLED.matcher(segment);
        var qualified = QUALIFIED.matcher(segment);
        if (keyed.matches()) {
            segments.add(keyed.group(1));
            segments.add(keyed.group(2));
        } else if (called.matches()) {
            segments.add(called.group(1));
        } else if (qualified.matches()) {
            segments.add(qualified.group(1));
        } else {
            segments.add(segment);
        }
    }
}
