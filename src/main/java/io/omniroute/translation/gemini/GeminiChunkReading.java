package io.omniroute.translation.gemini;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.stream.Observation.StreamFailure;
import io.omniroute.translation.json.JsonText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads one chunk: from the state before it to the state after it and the events between (RG-1 to RG-17). */
final class GeminiChunkReading {
    private final GeminiStreamDecoder before;
    private final List<ChatEvent> events = new ArrayList<>();
    private final Map<Integer, GeminiCandidate> candidates;
    private boolean started;
    private boolean over;
    private boolean content;
    private Json.Obj usage;
    /** Of the candidate in work. */
    private int index;
    private GeminiCandidate candidate = GeminiCandidate.NEW;
    private List<Integer> partStarts = List.of();

    GeminiChunkReading(GeminiStreamDecoder before) {
        this.before = before;
        candidates = new HashMap<>(before.candidates());
        started = before.started();
        content = before.content();
        usage = before.usage();
    }

    List<ChatEvent> events() {
        return events;
    }

    GeminiStreamDecoder state() {
        return new GeminiStreamDecoder(before.context(), before.enveloped(), started, over, content, usage,
                Map.copyOf(candidates));
    }

    void read(Json.Obj chunk) {
        if (over) {
            return;
        }
        Json.Obj given = before.enveloped() ? chunk.object("response").orElse(chunk) : chunk;
        Json error = given.present("error") == null ? chunk.present("error") : given.present("error");
        if (error != null) {
            StreamFailure failure = GeminiErrors.failure(error);
            fail(failure.status(), failure.message());
            return;
        }
        response(GeminiForms.usual(given));
    }

    private void response(Json.Obj response) {
        start(response);
        List<Json> given = response.elements("candidates");
        for (int position = 0; position < given.size() && !over; position++) {
            if (given.get(position) instanceof Json.Obj it) {
                candidate(it, position);
            }
        }
        response.object("promptFeedback").flatMap(it -> it.text("blockReason")).filter(it -> !it.isEmpty())
                .ifPresent(this::blocked);
        response.object("usageMetadata").ifPresent(this::count);
    }

    private void start(Json.Obj response) {
        if (!started) {
            started = true;
            String id = response.text("responseId").filter(it -> !it.isEmpty())
                    .orElseGet(() -> before.context().ids().of("reply"));
            String model = response.text("modelVersion").filter(it -> !it.isEmpty()).orElse(before.context().model());
            events.add(new ChatEvent.Started(id, model, before.context().nowSeconds(), Optional.empty()));
        }
    }

    private void fail(int status, String message) {
        over = true;
        events.add(new ChatEvent.Failed(status, message));
    }

    private void count(Json.Obj counts) {
        var known = GeminiTokens.decode(usage);
        usage = GeminiTokens.later(usage, counts);
        GeminiTokens.decode(usage).filter(it -> !over && !known.filter(it::equals).isPresent())
                .ifPresent(it -> events.add(new ChatEvent.Counted(it)));
    }

    /** RG-14; beside candidates it ends those that have not ended. */
    private void blocked(String reason) {
        if (candidates.isEmpty()) {
            events.add(new ChatEvent.RefusalPiece(0, "Blocked by the provider: " + reason));
            candidates.put(0, GeminiCandidate.NEW.finished("SAFETY"));
        } else {
            candidates.replaceAll((at, it) -> it.finish().isPresent() ? it : it.finished("SAFETY"));
        }
    }

    private void candidate(Json.Obj given, int position) {
        index = Math.toIntExact(Math.clamp(given.whole("index").orElse((long) position), 0L, 1_023L));
        candidate = candidates.getOrDefault(index, GeminiCandidate.NEW);
        partStarts = new ArrayList<>();
        given.object("content").map(it -> it.elements("parts")).orElse(List.of()).forEach(part -> {
            partStarts.add(candidate.text().length());
            if (part instanceof Json.Obj it) {
                part(it);
            }
        });
        given.object("logprobsResult").filter(it -> !it.elements("chosenCandidates").isEmpty())
                .ifPresent(it -> events.add(new ChatEvent.Weighed(index, GeminiLogprobs.decode(it))));
        if (GeminiSources.named(given)) {
            candidate = candidate.named(new GeminiSources.Named(given, partStarts));
        }
        given.text("finishReason").filter(it -> !it.isEmpty()).ifPresent(this::finished);
        candidates.put(index, candidate);
    }

    private void finished(String reason) {
        String word = GeminiNames.constant(reason);
        if (GeminiFinish.unusable(word) && !content) {
            fail(502, "the model ended its answer with " + word);
        } else {
            candidate = candidate.finished(word);
        }
    }

    private void part(Json.Obj part) {
        if (part.object("functionCall").isPresent()) {
            call(part.object("functionCall").get(), signature(part));
            return;
        }
        boolean thought = part.bool("thought").orElse(false);
        String text = part.text("text").orElse("");
        if (!text.isEmpty()) {
            content = true;
            events.add(thought ? new ChatEvent.ReasoningPiece(index, text) : text(text));
        }
        if (!thought) {
            GeminiCode.block(part, candidate.text().lineOpen()).ifPresent(block -> {
                content = true;
                events.add(text(block));
            });
            image(part).ifPresent(image -> {
                content = true;
                events.add(new ChatEvent.ImageMade(index, image));
            });
        }
        signature(part).ifPresent(it -> events.add(new ChatEvent.Marked(index, it)));
    }

    private ChatEvent text(String text) {
        candidate = candidate.wrote(text);
        return new ChatEvent.TextPiece(index, text);
    }

    private static Optional<Media> image(Json.Obj part) {
        Optional<Media> inline = part.object("inlineData").filter(GeminiChunkReading::picture)
                .map(it -> new Media.Inline(type(it), it.text("data").orElse("")));
        return inline.or(() -> part.object("fileData").filter(GeminiChunkReading::picture)
                .map(it -> new Media.Remote(it.text("fileUri").orElse(""), type(it))));
    }

    private static boolean picture(Json.Obj data) {
        boolean somewhere = !data.text("data").or(() -> data.text("fileUri")).orElse("").isEmpty();
        return somewhere && type(data).startsWith("image/");
    }

    private static String type(Json.Obj data) {
        return data.text("mimeType").orElse("").toLowerCase(Locale.ROOT);
    }

    private void call(Json.Obj call, Optional<Signature> signature) {
        content = true;
        int number = candidate.calls();
        candidate = candidate.called();
        String id = call.text("id").filter(it -> !it.isEmpty())
                .orElseGet(() -> "call_" + before.context().ids().of("call " + index + ' ' + number));
        String name = before.context().names().toClient(call.text("name").orElse(""));
        events.add(new ChatEvent.CallOpened(index, number, id, name, false, signature));
        events.add(new ChatEvent.CallPiece(index, number,
                call.object("args").map(JsonText::write).orElse("{}")));
    }

    /** A Claude model behind Google's wire seals for another vendor than Google; nobody could use it elsewhere (AO-8). */
    private Optional<Signature> signature(Json.Obj part) {
        return before.enveloped() && before.context().model().contains("claude")
                ? Optional.empty()
                : GeminiSignatures.google(GeminiSignatures.read(part.text("thoughtSignature")));
    }
}
