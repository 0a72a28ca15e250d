package io.omniroute.translation.openai;

import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Usage;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.json.JsonText;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The repairs that complete answers and chunks of compatible servers share (SA-1, SA-2, SA-4, SA-6). Each gives the
 * object it was given when there is nothing to repair.
 */
final class Repair {
    private static final Set<String> TOP = Set.of("id", "object", "created", "model", "choices", "usage",
            "service_tier", "system_fingerprint", "moderation", "obfuscation");
    private static final Set<String> CHOICE = Set.of("index", "message", "delta", "finish_reason", "logprobs");
    private static final Set<String> MESSAGE = Set.of("role", "content", "refusal", "tool_calls", "function_call",
            "annotations", "audio", "reasoning_content", "thinking_blocks", "images", "extra_content");
    private static final Set<String> CALL = Set.of("index", "id", "type", "function", "custom", "extra_content");
    private static final Set<String> FUNCTION = Set.of("name", "arguments");
    private static final Set<String> CUSTOM = Set.of("name", "input");
    private static final Set<String> CITATION = Set.of("start_index", "end_index", "title", "url");
    private static final Set<String> COUNTS = Set.of("prompt_tokens", "completion_tokens", "total_tokens");
    private static final Set<String> PROMPT = Set.of("audio_tokens", "cached_tokens", "text_tokens", "image_tokens",
            "cache_write_tokens");
    private static final Set<String> COMPLETION = Set.of("accepted_prediction_tokens", "audio_tokens",
            "reasoning_tokens", "text_tokens", "rejected_prediction_tokens");

    private Repair() {}

    private static Json.Obj kept(Json.Obj object, Set<String> names) {
        if (names.containsAll(object.members().keySet())) {
            return object;
        }
        var kept = Json.Obj.builder();
        object.members().forEach((name, value) -> kept.putIf(names.contains(name), name, value));
        return kept.build();
    }

    /** Without what is not documented (SA-1); the id and the time are the caller's. */
    static Json.Obj top(Json.Obj answer) {
        Json.Obj top = kept(answer, TOP);
        Json fingerprint = top.get("system_fingerprint").orElse(null);
        if (fingerprint != null && !(fingerprint instanceof Json.Str)) {
            top = top.without("system_fingerprint");
        }
        boolean tier = top.present("service_tier") == null
                || top.text("service_tier").filter(ReplyEncoder::documentedTier).isPresent();
        return tier ? top : top.without("service_tier");
    }

    /** Where the time is no whole number of seconds (SA-3). */
    static Json.Obj created(Json.Obj answer, long nowSeconds) {
        Json created = answer.present("created");
        long seconds = ReplyJson.created(created).orElse(nowSeconds);
        return created instanceof Json.Num number && number.whole().equals(Optional.of(seconds))
                ? answer
                : answer.with("created", Json.Num.of(seconds));
    }

    static Json.Obj choice(Json.Obj choice) {
        return kept(choice, CHOICE);
    }

    /** A message or a delta, reasoning under its one name (SA-2). */
    static Json.Obj message(Json.Obj message) {
        Json.Obj kept = sources(text(kept(message, MESSAGE)));
        if (!kept.text("reasoning_content").orElse("").isEmpty()) {
            return kept;
        }
        String reasoning = ReplyJson.reasoning(message) + thought(message);
        return reasoning.isEmpty() ? kept : kept.with("reasoning_content", new Json.Str(reasoning));
    }

    /** Content in blocks becomes its text; what was thought among it goes with the reasoning. */
    private static Json.Obj text(Json.Obj message) {
        if (!(message.present("content") instanceof Json.Arr)) {
            return message;
        }
        var text = new StringBuilder();
        for (Part part : ReplyJson.content(message)) {
            text.append(part instanceof Part.Text it ? it.text() : "");
        }
        return message.with("content", text.isEmpty() ? Json.Literal.NULL : new Json.Str(text.toString()));
    }

    private static String thought(Json.Obj message) {
        var thought = new StringBuilder();
        for (Part part : ReplyJson.content(message)) {
            thought.append(part instanceof Part.Reasoning it ? it.text() : "");
        }
        return thought.toString();
    }

    /** Citations with their four members. */
    private static Json.Obj sources(Json.Obj message) {
        if (message.elements("annotations").isEmpty()) {
            return message;
        }
        List<Json> sources = message.elements("annotations").stream().map(source -> source instanceof Json.Obj it
                && it.object("url_citation").isPresent()
                        ? it.with("url_citation", kept(it.object("url_citation").get(), CITATION))
                        : source)
                .toList();
        return message.with("annotations", new Json.Arr(sources));
    }

    /** Arguments that are an object become their text, the type is filled in (SA-7). */
    static Json.Obj call(Json.Obj call, boolean typed) {
        Json.Obj kept = kept(call, CALL);
        if (kept.object("function").isPresent()) {
            kept = kept.with("function", arguments(kept(kept.object("function").get(), FUNCTION)));
        }
        if (kept.object("custom").isPresent()) {
            kept = kept.with("custom", kept(kept.object("custom").get(), CUSTOM));
        }
        return typed && kept.text("type").orElse("").isEmpty()
                ? kept.with("type", new Json.Str(kept.object("custom").isPresent() ? "custom" : "function"))
                : kept;
    }

    private static Json.Obj arguments(Json.Obj function) {
        Json arguments = function.get("arguments").orElse(null);
        return switch (arguments) {
            case Json.Obj object -> function.with("arguments", new Json.Str(JsonText.write(object)));
            case Json.Literal literal -> function.with("arguments", new Json.Str(""));
            case null, default -> function;
        };
    }

    /** Only documented counts, under their own names (SA-6); empty when nothing is counted. */
    static Optional<Json.Obj> usage(Json.Obj usage) {
        Optional<Usage> read = UsageJson.read(usage);
        if (read.isEmpty()) {
            return Optional.empty();
        }
        Json.Obj normal = UsageJson.write(read.get());
        var repaired = Json.Obj.builder();
        for (String count : COUNTS.stream().sorted().toList()) {
            repaired.put(count, normal.get(count));
        }
        details(usage, normal, "prompt_tokens_details", PROMPT).ifPresent(
                it -> repaired.put("prompt_tokens_details", it));
        details(usage, normal, "completion_tokens_details", COMPLETION).ifPresent(
                it -> repaired.put("completion_tokens_details", it));
        Json.Obj result = repaired.build();
        return Optional.of(result.equals(usage) ? usage : result);
    }

    /** The given details, completed by what stood under another name. */
    private static Optional<Json.Obj> details(Json.Obj usage, Json.Obj normal, String name, Set<String> documented) {
        var details = Json.Obj.builder();
        usage.object(name).orElse(Json.Obj.EMPTY).members().forEach((member, value) -> details
                .putIf(documented.contains(member) && value instanceof Json.Num, member, value));
        normal.object(name).orElse(Json.Obj.EMPTY).members().forEach(details::put);
        Json.Obj built = details.build();
        return built.isEmpty() && usage.object(name).isEmpty() ? Optional.empty() : Optional.of(built);
    }

    /** The documented word (SA-4). @param calls whether the answer called tools */
    static String finish(String word, boolean calls) {
        return FinishWords.documented(word) && !(calls && word.equals("stop"))
                ? word
                : FinishWords.word(FinishWords.reason(word, calls), calls);
    }

    /** Whether a member of a message says anything. */
    static boolean says(Json value) {
        return switch (value) {
            case Json.Str text -> !text.value().isEmpty();
            case Json.Arr array -> !array.isEmpty();
            case Json.Obj object -> !object.isEmpty();
            case Json.Num number -> true;
            case Json.Literal literal -> literal != Json.Literal.NULL;
        };
    }
}
