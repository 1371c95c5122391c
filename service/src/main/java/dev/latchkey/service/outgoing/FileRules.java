package dev.latchkey.service.outgoing;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks attachments and decodes them. */
final class FileRules {

    /** From 3 MB on Graph wants an upload session. */
    static final int MOST_BYTES = 3 * 1024 * 1024 - 1;

    private static final String FIELD = "attachments";
    // RFC 2045 §5.1, without parameters
    private static final Pattern CONTENT_TYPE = Pattern.compile("[\\w.+!#$&^-]{1,80}/[\\w.+!#$&^-]{1,120}");

    /** In the order of the request. */
    record Files(List<Mail.FileName> names, List<byte[]> contents) {}

    private FileRules() {}

    static Files check(@Nullable List<SendRequest.File> given, List<Flaw> flaws) {
        var files = new Files(new ArrayList<>(), new ArrayList<>());
        for (var file : given == null ? List.<SendRequest.File>of() : given) {
            var name = file.name() == null ? "" : file.name().strip();
            var type = file.contentType() == null ? "application/octet-stream" : file.contentType();
            if (name.isEmpty() || name.length() > MailRules.LONGEST_NAME || MailRules.notForHeaders(name)) {
                flaws.add(Flaw.of(FIELD, "fileName", MailRules.LONGEST_NAME));
            }
            if (!CONTENT_TYPE.matcher(type).matches()) {
                flaws.add(Flaw.of(FIELD, "contentType", MailRules.shortened(type)));
            }
            var content = decoded(file.content());
            if (content == null) {
                flaws.add(Flaw.of(FIELD, "base64", MailRules.shortened(name)));
                continue;
            }
            files.names().add(new Mail.FileName(name, type, content.length));
            files.contents().add(content);
        }
        if (files.names().stream().mapToLong(Mail.FileName::size).sum() > MOST_BYTES) {
            flaws.add(Flaw.of(FIELD, "filesTooLarge", MOST_BYTES + 1));
        }
        return files;
    }

    private static byte @Nullable [] decoded(@Nullable String content) {
        try {
            return content == null ? null : Base64.getDecoder().decode(content);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
