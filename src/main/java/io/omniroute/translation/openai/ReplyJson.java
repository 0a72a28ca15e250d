package io.omniroute.translation.openai;

import io.omniroute.domain.chat.Annotation;
import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.stream.Observation.StreamFailure;
import io.omniroute.translation.Answering;
import io.omniroute.translation.UpstreamError;
import io.omniroute.translation.json.JsonBytes;
import io.omniroute.translation.json.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What answers and chunks have in common, read with all the liberties compatible servers take (SA-2, SA-3). Nothing
 * here refuses: what is of the wrong type was not said.
 */
final class ReplyJson {
    static final String ID_PREFIX = "chatcmpl-";
    /** Milliseconds are greater than any second for a long time to come. */
    private static final long FIRST_MILLISECOND = 100_000_000_000L;

    private ReplyJson() {}

    /** The object in these bytes; empty for anything else. Bytes that are no UTF-8 are taken for U+FFFD (SP-1). */
    static Optional<Json.Obj> object(byte[] data, int from, int to) {
        Optional<Json> parsed = JsonText.parse(data, from, to);
        if (parsed.isEmpty()) {
            parsed = JsonText.parse(new String(data, from, to - from, StandardCharsets.UTF_8));
        }
        return parsed.filter(Json.Obj.class::isInstance).map(Json.Obj.class::cast);
    }

    /** The error the answer, the chunk or one of its choices carries in place of an answer. */
    static Optional<StreamFailure> failure(Json.Obj object) {
        Json error = object.present("error");
        for (Json choice : error == null ? object.elements("choices") : List.<Json>of()) {
            error = error == null && choice instanceof Json.Obj it ? it.present("error") : error;
        }
        return error == null ? Optional.empty() : Optional.of(failureOf(error));
    }

    private static StreamFailure failureOf(Json error) {
        try (var json = JsonBytes.parser(JsonText.write(error))) {
            json.nextToken();
            return UpstreamError.read(json).failure(OpenAiErrors::statusOf);
        } catch (IOException e) {
            return new StreamFailure(502, "the provider reported an error");
        }
    }

    static ChatEvent.Started started(Json.Obj object, Answering context) {
        String id = object.text("id").map(ReplyJson::bare).filter(it -> !it.isEmpty())
                .orElseGet(() -> context.ids().of("reply"));
        String model = object.text("model").filter(it -> !it.isEmpty()).orElse(context.model());
        return new ChatEvent.Started(id, model, created(object.present("created")).orElse(context.nowSeconds()),
                object.text("service_tier"));
    }

    private static String bare(String id) {
        return id.startsWith(ID_PREFIX) ? id.substring(ID_PREFIX.length()) : id;
    }

    /** Seconds; milliseconds and texts are understood (SA-3). */
    static Optional<Long> created(@Nullable Json created) {
        Optional<Json.Num> number = switch (created) {
            case Json.Num it -> Optional.of(it);
            case Json.Str text -> JsonText.parse(text.value()).filter(Json.Num.class::isInstance)
                    .map(Json.Num.class::cast);
            case null, default -> Optional.empty();
        };
        return number.map(Json.Num::value).filter(it -> it >= 1 && it < 1e15).map(Double::longValue)
                .map(it -> it >= FIRST_MILLISECOND ? it / 1000 : it);
    }

    /** Under any of its names, each text once (SA-2). */
    static String reasoning(Json.Obj message) {
        return text(message, "reasoning_content").or(() -> text(message, "reasoning"))
                .or(() -> text(message, "reasoning_text")).orElseGet(() -> detailed(message));
    }

    private static Optional<String> text(Json.Obj message, String name) {
        return message.text(name).filter(it -> !it.isEmpty());
    }

    /** The texts among {@code reasoning_details}. */
    static String detailed(Json.Obj message) {
        var all = new StringBuilder();
        for (Json detail : message.elements("reasoning_details")) {
            if (detail instanceof Json.Obj it && (it.text("type").orElse("").equals("text")
                    || it.text("type").orElse("").equals("reasoning.text"))) {
                it.text("text").ifPresent(all::append);
            }
        }
        return all.toString();
    }

    /** Texts and thoughts of the content: a text, or a list of blocks as some vendors send it. */
    static List<Part> content(Json.Obj message) {
        if (message.present("content") instanceof Json.Str text) {
            return text.value().isEmpty() ? List.of() : List.of(new Part.Text(text.value()));
        }
        var parts = new ArrayList<Part>();
        for (Json block : message.elements("content")) {
            if (block instanceof Json.Obj it) {
                block(it).ifPresent(parts::add);
            }
        }
        return parts;
    }

    private static Optional<Part> block(Json.Obj block) {
        if (block.text("type").orElse("").equals("thinking")) {
            var thought = new StringBuilder(block.text("thinking").orElse(""));
            for (Json piece : block.elements("thinking")) {
                thought.append(piece instanceof Json.Obj it ? it.text("text").orElse("") : "");
            }
            return thought.isEmpty() ? Optional.empty() : Optional.of(new Part.Reasoning(thought.toString()));
        }
        return text(block, "text").map(Part.Text::new);
    }

    static List<Media> images(Json.Obj message) {
        var images = new ArrayList<Media>();
        for (Json image : message.elements("images")) {
            Optional<String> url = image instanceof Json.Obj it
                    ? it.object("image_url").flatMap(value -> value.text("url")).or(() -> it.text("image_url"))
                    : Optional.empty();
            url.filter(it -> !it.isEmpty()).ifPresent(it -> images.add(
                    DataUrl.read(it).map(Media.class::cast).orElseGet(() -> new Media.Remote(it))));
        }
        return images;
    }

    static List<Annotation> annotations(Json.Obj message) {
        var all = new ArrayList<Annotation>();
        for (Json annotation : message.elements("annotations")) {
            if (annotation instanceof Json.Obj it && it.object("url_citation").isPresent()) {
                Json.Obj cited = it.object("url_citation").get();
                String url = cited.text("url").orElse("");
                all.add(new Annotation(index(cited, "start_index"), index(cited, "end_index"),
                        cited.text("title").orElse(url), url));
            }
        }
        return all;
    }

    private static int index(Json.Obj citation, String name) {
        return (int) Math.clamp(citation.whole(name).orElse(0L), 0, Integer.MAX_VALUE);
    }

    /** The {@code logprobs} of a choice when they tell something. */
    static Optional<Json.Obj> logprobs(Json.Obj choice) {
        return choice.object("logprobs").filter(it -> !it.elements("content").isEmpty()
                || !it.elements("refusal").isEmpty());
    }

    /** Which of the client's stop texts ended the answer, where the server tells it in one of the known ways. */
    static Optional<String> stopSequence(Json.Obj choice, Answering context) {
        return choice.text("stop_sequence").or(() -> choice.text("matched_stop")).or(() -> choice.text("stop_reason"))
                .filter(context.asked().stop()::contains);
    }
}
