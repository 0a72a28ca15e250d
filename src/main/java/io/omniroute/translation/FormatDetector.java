package io.omniroute.translation;

import io.omniroute.domain.Format;
import io.omniroute.domain.json.Json;
import java.util.List;
import java.util.Set;

/**
 * Which dialect a body is written in (10 section 4.2), and by which rule. For bodies whose path nobody knows and for the
 * translator page; requests at the doors are read by {@link RequestReader}.
 */
public final class FormatDetector {
    private static final List<String> ONLY_OPENAI = List.of("stream_options", "response_format", "logprobs",
            "top_logprobs", "n", "presence_penalty", "frequency_penalty", "logit_bias", "user");
    private static final Set<String> ANTHROPIC_PARTS = Set.of("tool_use", "tool_result");

    private FormatDetector() {}

    /** @param reason the rule that matched, for people */
    public record Detection(Format format, String reason) {}

    /** Of a body that came in by a path: the path decides, but at the chat door the body may override it. */
    public static Detection detect(String path, Json.Obj body) {
        String known = canonical(path);
        if (known.equals("/v1/messages") || known.equals("/v1/messages/count_tokens")) {
            return byPath(Format.CLAUDE, known);
        }
        if (known.equals("/v1/responses") || known.startsWith("/codex/")) {
            return byPath(Format.OPENAI_RESPONSES, known);
        }
        if (known.startsWith("/v1beta/")) {
            return byPath(Format.GEMINI, known);
        }
        if (known.startsWith("/v1internal:")) {
            return byPath(Format.ANTIGRAVITY, known);
        }
        if (known.equals("/v1/api/chat") || known.equals("/api/chat")) {
            return byPath(Format.OLLAMA, known);
        }
        return known.endsWith("/chat/completions") ? atTheChatDoor(body, known) : detect(body);
    }

    private static Detection byPath(Format format, String path) {
        return new Detection(format, "the path " + path);
    }

    /** Query and repeated slashes away, the aliases of 10 section 1 resolved. */
    private static String canonical(String path) {
        int query = path.indexOf('?');
        String joined = ("/" + (query < 0 ? path : path.substring(0, query))).strip().replaceAll("/{2,}", "/");
        String known = joined.length() > 1 && joined.endsWith("/") ? joined.substring(0, joined.length() - 1) : joined;
        if (known.startsWith("/api/v1")) {
            known = known.substring("/api".length());
        }
        while (known.startsWith("/v1/v1/")) {
            known = known.substring("/v1".length());
        }
        return known.equals("/responses") ? "/v1/responses" : known;
    }

    private static Detection atTheChatDoor(Json.Obj body, String path) {
        String at = "at " + path + ": ";
        if (given(body, "input") && !given(body, "messages")) {
            return new Detection(Format.OPENAI_RESPONSES, at + "input without messages");
        }
        if (given(body, "contents")) {
            return new Detection(Format.GEMINI, at + "contents");
        }
        if (ofAnthropic(body)) {
            return new Detection(Format.CLAUDE, at + "system or anthropic_version");
        }
        return body.elements("messages").stream().anyMatch(FormatDetector::anthropicParts)
                ? new Detection(Format.CLAUDE, at + "a content part of Anthropic's")
                : new Detection(Format.OPENAI, at + "nothing says otherwise");
    }

    /** Of a body of which no path is known: the detector of the reference product, first match wins. */
    public static Detection detect(Json.Obj body) {
        if (responses(body)) {
            return new Detection(Format.OPENAI_RESPONSES,
                    "rule 1: input, max_output_tokens, previous_response_id or a reasoning object");
        }
        if (body.object("request").filter(request -> given(request, "contents")).isPresent()
                && body.text("userAgent").filter("antigravity"::equals).isPresent()) {
            return new Detection(Format.ANTIGRAVITY, "rule 2: request.contents of the user agent antigravity");
        }
        if (body.present("contents") instanceof Json.Arr) {
            return new Detection(Format.GEMINI, "rule 3: contents");
        }
        for (String member : ONLY_OPENAI) {
            if (given(body, member)) {
                return new Detection(Format.OPENAI, "rule 4: " + member);
            }
        }
        return byMessages(body);
    }

    private static boolean responses(Json.Obj body) {
        boolean input = switch (body.get("input").orElse(Json.Literal.NULL)) {
            case Json.Str text -> true;
            case Json.Arr list -> true;
            case Json.Obj object -> true;
            case Json.Num number -> false;
            case Json.Literal literal -> false;
        };
        // some clients of OpenAI chat send reasoning, too
        return input || !given(body, "messages") && (given(body, "max_output_tokens")
                || given(body, "previous_response_id") || body.object("reasoning").isPresent());
    }

    private static Detection byMessages(Json.Obj body) {
        List<Json> parts = firstParts(body);
        boolean textFirst = !parts.isEmpty() && type(parts.getFirst()).equals("text")
                && !body.text("model").orElse("").contains("/");
        if (textFirst && (ofAnthropic(body) || parts.stream().anyMatch(FormatDetector::anthropicBlock))) {
            return new Detection(Format.CLAUDE, "rule 5a: text parts with something only Anthropic has");
        }
        if (textFirst && parts.stream().anyMatch(part -> type(part).equals("image_url"))) {
            return new Detection(Format.OPENAI, "rule 5b: text parts with image_url");
        }
        if (ofAnthropic(body)) {
            return new Detection(Format.CLAUDE, "rule 6: system or anthropic_version");
        }
        return body.present("messages") instanceof Json.Arr && given(body, "max_tokens")
                ? new Detection(Format.CLAUDE, "rule 7: messages with max_tokens")
                : new Detection(Format.OPENAI, "rule 8: nothing says otherwise");
    }

    private static List<Json> firstParts(Json.Obj body) {
        List<Json> messages = body.elements("messages");
        return !messages.isEmpty() && messages.getFirst() instanceof Json.Obj first
                ? first.elements("content")
                : List.of();
    }

    /** Rule 5a looks for base64 images alone; at the chat door any source of an image counts. */
    private static boolean anthropicBlock(Json part) {
        return ANTHROPIC_PARTS.contains(type(part)) || type(part).equals("image") && part instanceof Json.Obj image
                && image.object("source").flatMap(source -> source.text("type")).filter("base64"::equals).isPresent();
    }

    private static boolean anthropicParts(Json message) {
        return message instanceof Json.Obj object && object.elements("content").stream()
                .anyMatch(part -> ANTHROPIC_PARTS.contains(type(part))
                        || type(part).equals("image") && part instanceof Json.Obj image && given(image, "source"));
    }

    private static boolean ofAnthropic(Json.Obj body) {
        return given(body, "system") || given(body, "anthropic_version");
    }

    private static String type(Json part) {
        return part instanceof Json.Obj object ? object.text("type").orElse("") : "";
    }

    /** A member that is null does not count, as at the doors. */
    private static boolean given(Json.Obj body, String member) {
        return body.present(member) != null;
    }
}
