package io.omniroute.admin;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.omniroute.domain.Format;
import io.omniroute.domain.json.Json;

/** What the translator's forms say. */
final class TranslatorForms {
    private static final int LONGEST_NAME = 400;
    private static final int LONGEST_PATH = 2_000;
    private final JsonText json;

    TranslatorForms(JsonText json) {
        this.json = json;
    }

    /** A request, wherever it stands in the form. */
    record Body(byte[] bytes, Json.Obj object) {}

    /** What is to be translated, and whereto: at least one of {@code target} and {@code provider} where one is due. */
    record Asked(String step, Body body, Optional<Format> source, Optional<Format> target, Optional<String> provider,
            Optional<String> model, Optional<Boolean> stream) {
        String providerOrNone() {
            return provider.orElse("");
        }
    }

    /** @throws RefusedException naming every field that is wrong */
    Asked asked(Form form) {
        String step = step(form);
        Optional<Body> body = body(form);
        Optional<Format> source = format(form, "sourceFormat");
        Optional<Format> target = format(form, "targetFormat");
        Optional<String> provider = form.text("provider", LONGEST_NAME);
        Optional<String> model = model(form);
        Optional<Boolean> stream = form.flag("stream");
        boolean needsGoal = step.equals("direct") || step.equals("3");
        if (provider.isEmpty() && step.equals("4")) {
            form.wrong("provider", "Provider is required");
        } else if (provider.isEmpty() && needsGoal && !form.has("targetFormat")) {
            form.wrong("provider", "Provider or targetFormat is required");
        }
        form.check();
        return new Asked(step, body.orElseThrow(), source, target, provider, model, stream);
    }

    /** The body; of a stage file, the request inside it. */
    Optional<Body> body(Form form) {
        Optional<Map<String, @Nullable Object>> given = form.object("body");
        if (given.isEmpty()) {
            return form.raw("body") == null ? form.wrong("body", "body must be a JSON object") : Optional.empty();
        }
        Map<String, @Nullable Object> request = unpacked(given.get());
        byte[] bytes = json.write(request).getBytes(StandardCharsets.UTF_8);
        Optional<Body> body = io.omniroute.translation.json.JsonText.parse(bytes).filter(Json.Obj.class::isInstance)
                .map(value -> new Body(bytes, (Json.Obj) value));
        return body.isPresent() ? body : form.wrong("body", "body is nested too deep");
    }

    private static Map<String, @Nullable Object> unpacked(Map<String, @Nullable Object> given) {
        boolean envelope = Stream.of("messages", "input", "contents", "request").noneMatch(given::containsKey);
        return envelope && given.get("body") instanceof Map<?, ?> inner ? Form.named(inner) : given;
    }

    Optional<String> path(Form form) {
        return form.text("path", LONGEST_PATH);
    }

    Optional<Format> format(Form form, String field) {
        Optional<String> id = form.text(field, LONGEST_NAME);
        if (id.isEmpty() || id.get().equals("auto")) {
            return Optional.empty();
        }
        Optional<Format> format = Format.of(id.get().toLowerCase(Locale.ROOT));
        return format.isPresent() ? format : form.wrong(field, "is no known format");
    }

    String requiredProvider(Form form) {
        return form.requiredText("provider", LONGEST_NAME, "Provider is required");
    }

    Optional<String> model(Form form) {
        return form.text("model", LONGEST_NAME);
    }

    /** {@code direct} or a number from 1 to 4, also written as a text. */
    private static String step(Form form) {
        Object step = form.raw("step");
        String text = step == null ? "direct" : step.toString().strip();
        if (!text.equals("direct") && !text.matches("[1-4]")) {
            form.wrong("step", "must be direct, 1, 2, 3 or 4");
        }
        return text;
    }

    /** A body for a view: its JSON, or its bytes where the wire knows none. */
    @Nullable
    Object shown(byte[] body) {
        try {
            return json.read(new String(body, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Map.of("base64", java.util.Base64.getEncoder().encodeToString(body));
        }
    }
}
