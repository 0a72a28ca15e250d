package io.omniroute.gateway;

import io.omniroute.domain.Format;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.key.Caller;
import io.omniroute.domain.lab.ReadyRequest;
import io.omniroute.domain.lab.Sample;
import io.omniroute.gateway.Inbound.PathTarget;
import io.omniroute.translation.RequestHead;
import io.omniroute.translation.RequestReader;
import io.omniroute.translation.json.JsonText;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What the lab reads off the bodies it is given, and off what is said beside them. */
final class LabInputs {
    private LabInputs() {}

    /** @param named the model, as said beside the body, else in it */
    record Read(RequestHead head, Optional<String> named, boolean stream) {
        /** @throws GatewayException when nobody names one */
        String model() {
            return named.orElseThrow(() -> new GatewayException(
                    new Failure.Refused(400, "bad_request", "Missing model", "model", null)));
        }

        String modelOrNone() {
            return named.orElse("");
        }
    }

    static Read read(Sample sample) {
        spoken(sample.format());
        RequestHead head = RequestReader.read(sample.body(), sample.format());
        head.defect().ifPresent(defect -> {
            throw new GatewayException(defect);
        });
        return new Read(head, sample.model().or(head::model), sample.stream().or(head::stream).orElse(false));
    }

    /** @throws GatewayException for a format that only providers speak */
    static void spoken(Format format) {
        switch (format) {
            case OPENAI, OPENAI_RESPONSES, CLAUDE, GEMINI, ANTIGRAVITY, OLLAMA -> {
            }
            case GEMINI_CLI, KIRO, CURSOR -> throw new GatewayException(Failure.Refused.of(400, "unsupported_format",
                    "No client speaks " + format + ": it is a target only"));
        }
    }

    static String model(ReadyRequest ready) {
        return ready.model().or(() -> object(ready).text("model").filter(model -> !model.isEmpty()))
                .orElseThrow(() -> new GatewayException(
                        new Failure.Refused(400, "bad_request", "Missing model", "model", null)));
    }

    static boolean stream(ReadyRequest ready) {
        return ready.stream().or(() -> object(ready).bool("stream")).orElse(false);
    }

    private static Json.Obj object(ReadyRequest ready) {
        return JsonText.parse(ready.body()).orElse(Json.Obj.EMPTY) instanceof Json.Obj object ? object : Json.Obj.EMPTY;
    }

    /** The request as if it had come in by the door of its own dialect, on a route that names its provider. */
    static Inbound inbound(ReadyRequest ready, Format format, String model, String requestId) {
        boolean stream = stream(ready);
        Optional<PathTarget> target = switch (format) {
            case GEMINI -> Optional.of(new PathTarget(model, PathTarget.of(stream).action(),
                    PathTarget.of(stream).query()));
            case ANTIGRAVITY -> Optional.of(PathTarget.of(stream));
            case OPENAI, OPENAI_RESPONSES, CLAUDE, GEMINI_CLI, KIRO, CURSOR, OLLAMA -> Optional.empty();
        };
        byte[] body = format == Format.GEMINI ? ready.body() : withModel(ready, model, stream, target.isEmpty());
        long now = System.nanoTime();
        return new Inbound(requestId, format, Caller.LOCAL, Map.of(), target, Optional.of(ready.provider()),
                Inbound.Wishes.NONE, new RequestBody(body, () -> {}), Instant.now(), new Inbound.Times(now, now));
    }

    /** What was said beside the body stands in it. */
    private static byte[] withModel(ReadyRequest ready, String model, boolean stream, boolean streamInBody) {
        Json.Obj body = object(ready);
        boolean complete = body.text("model").filter(model::equals).isPresent()
                && (!streamInBody || ready.stream().isEmpty() || body.bool("stream").equals(Optional.of(stream)));
        if (complete || body.isEmpty()) {
            return ready.body();
        }
        Json.Obj named = body.with("model", new Json.Str(model));
        return JsonText
                .bytes(streamInBody && ready.stream().isPresent() ? named.with("stream", Json.of(stream)) : named);
    }
}
