package io.omniroute.resilience;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an error body says, whatever its form.
 *
 * @param raw the first {@value #MOST} characters
 * @param words the members of a JSON body that explain it, else the body without tags; lower case
 * @param codes its {@code type}, {@code code} and {@code status} members; lower case
 * @param message for people
 */
record ErrorText(String raw, String words, List<String> codes, String message) {
    private static final int MOST = 16_384;
    private static final Set<String> TELLING = Set.of("message", "error", "detail", "error_description", "msg", "title",
            "reason", "type", "code", "status");
    private static final Set<String> CODES = Set.of("type", "code", "status");
    private static final List<String> MESSAGES = List.of("message", "msg", "detail", "error_description", "error",
            "title");
    private static final int SHORTEST_NAME = 4;
    private static final Pattern QUOTA_OF_MODEL = Pattern
            .compile("\"quotaDimensions\"\\s{0,8}:\\s{0,8}\\{[^}]{0,500}\"model\"");
    static final ErrorText NONE = new ErrorText("", "", List.of(), "");
    static ErrorText of(byte[] body) {
        return of(new String(body, 0, Math.min(body.length, MOST), StandardCharsets.UTF_8));
    }

    static ErrorText of(String text) {
        String raw = text.length() > MOST ? text.substring(0, MOST) : text;
        List<JsonTexts.Member> members = JsonTexts.in(raw).stream().filter(it -> TELLING.contains(it.name())).toList();
        if (members.isEmpty()) {
            String plain = withoutTags(raw);
            return new ErrorText(raw, plain.toLowerCase(Locale.ROOT), List.of(), plain);
        }
        List<String> codes = new ArrayList<>();
        var words = new StringBuilder();
        members.forEach(member -> {
            String value = member.value().toLowerCase(Locale.ROOT);
            words.append(value).append('\n');
            if (CODES.contains(member.name())) {
                codes.add(value);
            }
        });
        return new ErrorText(raw, words.toString(), List.copyOf(codes), message(members));
    }

    /** Whether the body says which model it is about: by its id, or as a quota of one model (Google). */
    boolean names(String model) {
        String bare = model.substring(model.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return bare.length() >= SHORTEST_NAME && words.contains(bare) || QUOTA_OF_MODEL.matcher(raw).find();
    }

    private static String message(List<JsonTexts.Member> members) {
        return MESSAGES.stream().flatMap(name -> members.stream().filter(it -> it.name().equals(name)))
                .map(JsonTexts.Member::value).findFirst().orElseGet(() -> members.getFirst().value());
    }

    private static String withoutTags(String text) {
        return text.replaceAll("<[^>]{0,2000}>", " ").replaceAll("\\s{1,2000}", " ").strip();
    }
}
