package io.omniroute.management;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.omniroute.admin.ComboTrial;
import io.omniroute.admin.Form;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code /api/combos/test}: asks every model of a combo for a few words. */
@Path("combos/test")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
public class ComboTrialResource {
    private final ComboTrial trial;

    /** RESTEasy looks for a constructor without arguments; the instances come from CDI, which takes the other one. */
    @SuppressWarnings("NullAway")
    public ComboTrialResource() {
        this(null);
    }

    @Inject
    public ComboTrialResource(ComboTrial trial) {
        this.trial = trial;
    }

    @POST
    public TrialView run(Form form, @Context SecurityContext security) {
        ComboTrial.Report report = trial.run(form, Visitor.caller(security));
        return new TrialView(report.combo().name(), report.combo().strategy().id(), report.resolvedBy(),
                report.results().stream().map(ResultView::of).toList(), report.testedAt());
    }

    /**
     * What came of it.
     *
     * @param resolvedBy the first model that answered
     */
    public record TrialView(String comboName, String strategy, Optional<String> resolvedBy, List<ResultView> results,
            Instant testedAt) {}

    /** One model; {@code status} is {@code ok} or {@code error}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ResultView(String model, String status, long latencyMs, int statusCode, @Nullable String error) {
        static ResultView of(ComboTrial.Result result) {
            var finding = result.finding();
            return new ResultView(result.model(), finding.ok() ? "ok" : "error", finding.took().toMillis(),
                    finding.status(), finding.error().orElse(null));
        }
    }
}
