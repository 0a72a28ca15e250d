package io.omniroute.management;

import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.omniroute.admin.TranslatorAdmin;
import io.omniroute.domain.lab.RecentRequest;

/** What the translator answers. */
public final class TranslatorView {
    private TranslatorView() {}

    /** The dialect of a body and the rule that told it. */
    public record Detected(boolean success, String format, String reason) {
        static Detected of(TranslatorAdmin.Detected found) {
            return new Detected(true, found.format().id(), found.reason());
        }
    }

    /** One step of a translation. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Step(boolean success, Object step, String sourceFormat, String targetFormat, String model,
            boolean stream, List<String> dropped, @Nullable Object result) {
        static Step of(TranslatorAdmin.Step step) {
            Object name = step.step().equals("direct") ? step.step() : Integer.valueOf(step.step());
            return new Step(true, name, step.source().id(), step.target().id(), step.model(), step.stream(),
                    step.dropped(), step.result());
        }
    }

    /** The newest requests. */
    public record History(boolean success, List<RecentRequest> events, int total) {
        static History of(TranslatorAdmin.Newest newest) {
            return new History(true, newest.events(), newest.total());
        }
    }

    /** A stage file. */
    public record Loaded(boolean success, String file, String content) {}
}
