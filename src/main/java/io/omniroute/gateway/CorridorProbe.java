package io.omniroute.gateway;

import io.omniroute.domain.Format;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.lab.ModelProbe;
import io.omniroute.domain.lab.ReadyRequest;
import io.omniroute.domain.lab.SentAnswer;
import io.omniroute.translation.json.JsonText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Says "Hi" to one model through the corridor: booked and limited like any other request. */
public final class CorridorProbe implements ModelProbe {
    private static final byte[] GREETING = """
            {"messages":[{"role":"user","content":"Hi"}],"max_tokens":5,"stream":false}"""
            .getBytes(StandardCharsets.UTF_8);
    private static final int NO_ANSWER_IN_TIME = 504;
    private static final int FAILED = 400;
    private static final int LONGEST_ERROR = 300;
    private final ChatPipeline pipeline;

    public CorridorProbe(ChatPipeline pipeline) {
        this.pipeline = pipeline;
    }

    @Override
    public Finding ask(String provider, String model, Duration limit) {
        long begun = System.nanoTime();
        var channel = new LabChannel();
        var ready = new ReadyRequest(provider, Optional.of(Format.OPENAI), GREETING, Optional.of(model),
                Optional.empty());
        Inbound inbound = LabInputs.inbound(ready, Format.OPENAI, model, UUID.randomUUID().toString());
        Thread.ofVirtual().name("omniroute-probe").start(() -> {
            try {
                pipeline.serve(inbound, channel);
            } finally {
                channel.end();
            }
        });
        CompletableFuture<SentAnswer> answer = new CompletableFuture<>();
        Thread.ofVirtual().name("omniroute-probe-answer").start(() -> answer.complete(channel.answer()));
        return finding(answer, limit, begun);
    }

    private static Finding finding(CompletableFuture<SentAnswer> pending, Duration limit, long begun) {
        try (SentAnswer answer = pending.get(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            byte[] body = read(answer);
            Optional<String> error = answer.status() < FAILED ? Optional.empty() : Optional.of(error(answer, body));
            return new Finding(answer.status(), since(begun), error);
        } catch (TimeoutException e) {
            pending.thenAccept(SentAnswer::close);
            return new Finding(NO_ANSWER_IN_TIME, since(begun),
                    Optional.of("no answer within " + limit.toSeconds() + " s"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Finding(NO_ANSWER_IN_TIME, since(begun), Optional.of("interrupted"));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** To its end, whatever is in it: the corridor takes who stops reading for a client that left. */
    private static byte[] read(SentAnswer answer) {
        var body = new ByteArrayOutputStream();
        try {
            answer.writeTo(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return body.toByteArray();
    }

    /** The message of the gateway's own error body, which names no credential. */
    private static String error(SentAnswer answer, byte[] body) {
        Optional<String> message = JsonText.parse(body).filter(Json.Obj.class::isInstance).map(Json.Obj.class::cast)
                .flatMap(it -> it.object("error")).flatMap(it -> it.text("message"));
        String text = message.orElse("status " + answer.status());
        return text.length() > LONGEST_ERROR ? text.substring(0, LONGEST_ERROR) : text;
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
