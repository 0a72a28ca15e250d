package io.omniroute.gateway;

import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.lab.PreparedCall;
import io.omniroute.domain.log.Masked;
import io.omniroute.domain.log.StageFile;
import io.omniroute.gateway.Trace.Try;
import io.omniroute.translation.json.JsonText;
import io.omniroute.upstream.OutboundRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes the seven stages of a request that has ended (40 section 18). Translates anew what the way did not keep. */
final class TraceStages {
    private final HubStages hub;
    private final CallPreview calls;

    TraceStages(Interpreter interpreter, CallPreview calls) {
        this.hub = new HubStages(interpreter);
        this.calls = calls;
    }

    List<StageFile> of(Trace trace) {
        var stages = new ArrayList<StageFile>();
        stages.add(new StageFile(StageFile.CLIENT_REQUEST, clientRequest(trace)));
        trace.last().ifPresent(attempt -> addAttempt(trace, attempt, stages));
        failure(trace).ifPresent(failure -> stages.add(new StageFile(StageFile.ERROR, error(trace, failure))));
        if (!trace.client().isEmpty()) {
            byte[] said = cut(trace.client().bytes(), trace.client());
            stages.add(new StageFile(StageFile.CLIENT_ANSWER, clean(trace, said)));
        }
        return stages;
    }

    private void addAttempt(Trace trace, Try attempt, List<StageFile> stages) {
        stages.add(new StageFile(StageFile.SOURCE_REQUEST, sourceRequest(trace, attempt)));
        stages.add(new StageFile(StageFile.HUB_REQUEST,
                made(() -> document(stamped(trace), hub.request(trace.body(), attempt)))));
        OutboundRequest outbound = attempt.outbound;
        if (outbound != null) {
            stages.add(new StageFile(StageFile.TARGET_REQUEST, made(() -> target(trace, attempt, outbound))));
        }
        if (attempt.status == 0) {
            return;
        }
        byte[] answer = clean(trace, attempt.answer.bytes());
        boolean whole = attempt.status >= 300 || attempt.speaking == null
                || attempt.speaking.complete(attempt.contentType.toLowerCase(Locale.ROOT));
        stages.add(new StageFile(whole ? StageFile.PROVIDER_BODY : StageFile.PROVIDER_STREAM,
                cut(answer, attempt.answer)));
        if (attempt.status < 300) {
            stages.add(new StageFile(StageFile.HUB_ANSWER,
                    made(() -> hub.answer(trace.body(), attempt, answer, whole))));
        }
    }

    private static byte[] clientRequest(Trace trace) {
        Inbound inbound = trace.inbound();
        var headers = new HashMap<>(inbound.headers());
        if (!inbound.wishes().userAgent().isEmpty()) {
            headers.put("user-agent", inbound.wishes().userAgent());
        }
        if (inbound.wishes().eventStream()) {
            headers.put("accept", "text/event-stream");
        }
        var envelope = stamped(trace).put("requestId", inbound.requestId()).put("endpoint", DoorPath.of(inbound))
                .put("method", "POST").put("headers", headers(Masked.headers(headers)));
        return document(envelope, trace.body());
    }

    private static byte[] sourceRequest(Trace trace, Try attempt) {
        var envelope = stamped(trace).put("format", attempt.asked.head().format().id())
                .put("model", attempt.asked.model()).put("stream", attempt.asked.streaming())
                .put("provider", attempt.leg.endpoint().provider()).put("upstreamModel", attempt.leg.model());
        return document(envelope, trace.body());
    }

    private byte[] target(Trace trace, Try attempt, OutboundRequest outbound) {
        Optional<PreparedCall> call = calls.of(attempt.leg, outbound);
        var envelope = stamped(trace).put("attempt", attempt.number).put("format",
                attempt.leg.endpoint().format().id());
        call.ifPresent(it -> envelope.put("method", it.method()).put("url", it.url()).put("headers",
                headers(it.headers())));
        return document(envelope, call.map(PreparedCall::body).orElseGet(outbound::body));
    }

    private static Optional<Failure> failure(Trace trace) {
        return trace.outcome().flatMap(outcome -> switch (outcome) {
            case Outcome.Answered answered -> Optional.empty();
            case Outcome.Reused reused -> Optional.empty();
            case Outcome.Truncated truncated -> Optional.of(truncated.failure());
            case Outcome.Failed failed -> Optional.of(failed.failure());
            case Outcome.Left left -> Optional.of(new Failure.ClientGone());
        });
    }

    private static byte[] error(Trace trace, Failure failure) {
        var envelope = stamped(trace).put("requestId", trace.inbound().requestId()).put("status", failure.status())
                .put("message", failure.message());
        if (failure instanceof Failure.Refused refused) {
            envelope.put("code", refused.code());
        }
        return JsonText.bytes(envelope.build());
    }

    private static Json.Obj.Builder stamped(Trace trace) {
        return Json.Obj.builder().put("timestamp", trace.arrived().toString());
    }

    private static Json headers(Map<String, String> headers) {
        var object = Json.Obj.builder();
        headers.forEach(object::put);
        return object.build();
    }

    /** The envelope with the body as its last member: with its own bytes where it is JSON, else as a text. */
    private static byte[] document(Json.Obj.Builder envelope, byte[] body) {
        if (body.length > Trace.MOST) {
            return JsonText.bytes(envelope.put("bodyBytes", body.length).put("note", "the body is too large to be kept")
                    .build());
        }
        byte[] head = JsonText.bytes(envelope.build());
        byte[] value = JsonText.parse(body).isPresent() ? body : text(body);
        var out = new ByteArrayOutputStream(head.length + value.length + 16);
        out.write(head, 0, head.length - 1);
        out.writeBytes(",\"body\":".getBytes(StandardCharsets.UTF_8));
        out.writeBytes(value);
        out.write('}');
        return out.toByteArray();
    }

    private static byte[] text(byte[] body) {
        return JsonText.bytes(new Json.Str(new String(body, StandardCharsets.UTF_8)));
    }

    private byte[] clean(Trace trace, byte[] bytes) {
        return trace.last().map(attempt -> made(() -> calls.withoutCredential(attempt.leg, bytes))).orElse(bytes);
    }

    private static byte[] cut(byte[] bytes, Recording recording) {
        if (recording.whole()) {
            return bytes;
        }
        var out = new ByteArrayOutputStream(bytes.length + 80);
        out.writeBytes(bytes);
        out.writeBytes(recording.note().getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    /** A stage that cannot be made says why; the others are not its hostages. */
    private static byte[] made(Supplier<byte[]> stage) {
        try {
            return stage.get();
        } catch (GatewayException e) {
            return notMade(e.failure().message());
        } catch (RuntimeException | StackOverflowError e) {
            return notMade(e.getClass().getSimpleName());
        }
    }

    private static byte[] notMade(String reason) {
        return JsonText.bytes(Json.Obj.builder().put("note", "this stage could not be made: " + reason).build());
    }
}
