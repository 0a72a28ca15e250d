package io.omniroute.admin;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.omniroute.admin.TranslatorForms.Asked;
import io.omniroute.admin.TranslatorForms.Body;
import io.omniroute.domain.Format;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.lab.PreparedCall;
import io.omniroute.domain.lab.ReadyRequest;
import io.omniroute.domain.lab.RecentRequest;
import io.omniroute.domain.lab.RecentRequests;
import io.omniroute.domain.lab.Sample;
import io.omniroute.domain.lab.SentAnswer;
import io.omniroute.domain.lab.Translated;
import io.omniroute.domain.lab.TranslationLab;
import io.omniroute.translation.FormatDetector;
import io.omniroute.translation.FormatDetector.Detection;

/** The translator page: what a body is, what becomes of it on each step of the way, and what was translated lately. */
public final class TranslatorAdmin {
    private static final int LONGEST_FILE_NAME = 200;
    private final TranslationLab lab;
    private final RecentRequests recent;
    private final TranslatorForms forms;
    private final TranslatorFiles files;
    private final ChangeDesk desk;

    public TranslatorAdmin(TranslationLab lab, RecentRequests recent, JsonText json, Path dataDirectory,
            ChangeDesk desk) {
        this.lab = lab;
        this.recent = recent;
        this.forms = new TranslatorForms(json);
        this.files = new TranslatorFiles(dataDirectory);
        this.desk = desk;
    }

    /** @param reason the rule that matched, for people */
    public record Detected(Format format, String reason) {}

    /** Which dialect a body is in: {@code body}, {@code path}?. */
    public Detected detect(Form form) {
        Optional<Body> body = forms.body(form);
        Optional<String> path = forms.path(form);
        form.check();
        return detected(body.orElseThrow(), path);
    }

    private static Detected detected(Body body, Optional<String> path) {
        Detection found = path.map(it -> FormatDetector.detect(it, body.object()))
                .orElseGet(() -> FormatDetector.detect(body.object()));
        return new Detected(found.format(), found.reason());
    }

    /**
     * What became of a request.
     *
     * @param step as asked
     * @param result the body after the step; in step 1 and 4 an envelope around it
     * @param dropped what was left out on the way
     */
    public record Step(String step, Format source, Format target, String model, boolean stream,
            @Nullable Object result, List<String> dropped) {}

    /**
     * One step of the way, or all at once; calls no provider.
     *
     * @param form {@code step} ({@code direct}, 1 detected, 2 source to hub, 3 hub to provider, 4 the call itself),
     *     {@code body}, {@code sourceFormat}?, {@code targetFormat}?, {@code provider}?, {@code model}?, {@code stream}?
     */
    public Step translate(Form form) {
        Asked asked = forms.asked(form);
        Format from = asked.step().equals("3")
                ? Format.OPENAI
                : asked.source().orElseGet(() -> detected(asked.body(), Optional.empty()).format());
        var sample = new Sample(from, asked.body().bytes(), asked.model(), asked.stream());
        return answered(() -> switch (asked.step()) {
            case "1" -> detection(asked, from);
            case "2" -> step(asked.step(), from, lab.toHub(sample));
            case "4" -> call(asked);
            default -> step(asked.step(), from, asked.target().map(target -> lab.toFormat(sample, target))
                    .orElseGet(() -> lab.toProvider(sample, asked.providerOrNone())));
        });
    }

    private Step detection(Asked asked, Format from) {
        Body body = asked.body();
        Map<String, @Nullable Object> envelope = new LinkedHashMap<>();
        envelope.put("timestamp", desk.now().toString());
        envelope.put("format", from.id());
        envelope.put("reason", asked.source().isPresent() ? "as asked" : detected(body, Optional.empty()).reason());
        asked.provider().ifPresent(provider -> envelope.put("provider", provider));
        envelope.put("headers", Map.of("content-type", "application/json"));
        envelope.put("body", forms.shown(body.bytes()));
        String model = asked.model().or(() -> body.object().text("model")).orElse("");
        boolean stream = asked.stream().or(() -> body.object().bool("stream")).orElse(false);
        return new Step(asked.step(), from, from, model, stream, envelope, List.of());
    }

    private Step step(String step, Format from, Translated made) {
        return new Step(step, from, made.format(), made.model(), made.stream(), forms.shown(made.body()),
                made.dropped());
    }

    private Step call(Asked asked) {
        PreparedCall call = lab.call(new ReadyRequest(asked.providerOrNone(), asked.target().or(asked::source),
                asked.body().bytes(), asked.model(), asked.stream()));
        Map<String, @Nullable Object> envelope = new LinkedHashMap<>();
        envelope.put("method", call.method());
        envelope.put("url", call.url());
        envelope.put("headers", call.headers());
        envelope.put("body", forms.shown(call.body()));
        return new Step(asked.step(), call.format(), call.format(), asked.model().orElse(""),
                asked.stream().orElse(false), envelope, List.of());
    }

    /**
     * Sends a request that is in the provider's own format; the answer is to be closed.
     *
     * @param form {@code provider}, {@code body}, {@code targetFormat}?, {@code model}?, {@code stream}?
     */
    public SentAnswer send(Form form, Caller caller) {
        String provider = forms.requiredProvider(form);
        Optional<Body> body = forms.body(form);
        var ready = new ReadyRequest(provider, forms.format(form, "targetFormat"),
                body.map(Body::bytes).orElseGet(() -> new byte[0]), forms.model(form), form.flag("stream"));
        form.check();
        String requestId = caller.requestId();
        SentAnswer answer = answered(
                () -> lab.send(ready, requestId == null ? UUID.randomUUID().toString() : requestId));
        desk.note(caller, "translator.send", provider, Map.of("status", answer.status()));
        return answer;
    }

    /** @param total how many there are to see */
    public record Newest(List<RecentRequest> events, int total) {}

    /** The newest requests, newest first. */
    public Newest newest(int most) {
        return new Newest(recent.newest(most), recent.total());
    }

    /** Keeps a stage file: {@code file}, {@code content}. */
    public void save(Form form, Caller caller) {
        String file = name(form, form.requiredText("file", LONGEST_FILE_NAME, "File is required"));
        if (!(form.raw("content") instanceof String content)) {
            form.wrong("content", "content must be a string");
            form.check();
            return;
        }
        form.check();
        files.save(file, content);
        desk.note(caller, "translator.save", file, Map.of("characters", content.length()));
    }

    /** @throws RefusedException for another name than those of the stage files, and for one that was never saved */
    public String load(@Nullable String file) {
        Form form = Form.of(Map.of());
        String known = name(form, file == null ? "" : file);
        form.check();
        return files.load(known).orElseThrow(() -> RefusedException.notFound("Nothing was saved under " + known));
    }

    private static String name(Form form, String file) {
        if (!TranslatorFiles.NAMES.contains(file)) {
            form.wrong("file", "file must be one of " + String.join(", ", new TreeSet<>(TranslatorFiles.NAMES)));
        }
        return file;
    }

    /** The corridor's no is a refusal here. */
    private static <T> T answered(Supplier<T> work) {
        try {
            return work.get();
        } catch (GatewayException e) {
            Failure failure = e.failure();
            String code = failure instanceof Failure.Refused refused ? refused.code() : "upstream_error";
            throw new RefusedException(Refusal.of(kind(failure.status()), code, failure.message()), e);
        }
    }

    private static Refusal.Kind kind(int status) {
        return switch (status) {
            case 401, 403 -> Refusal.Kind.FORBIDDEN;
            case 404 -> Refusal.Kind.NOT_FOUND;
            case 429 -> Refusal.Kind.TOO_MANY;
            default -> status >= 500 ? Refusal.Kind.UPSTREAM : Refusal.Kind.INVALID;
        };
    }
}
