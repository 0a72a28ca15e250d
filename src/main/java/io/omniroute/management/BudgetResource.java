package io.omniroute.management;

import io.omniroute.admin.BudgetAdmin;
import io.omniroute.admin.Form;
import io.omniroute.domain.budget.Budget;
import io.omniroute.domain.budget.Period;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code /api/usage/budget}: what API keys may spend, in USD. */
@Path("usage/budget")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
public class BudgetResource {
    private final BudgetAdmin budgets;

    /** RESTEasy looks for a constructor without arguments; the instances come from CDI, which takes the other one. */
    @SuppressWarnings("NullAway")
    public BudgetResource() {
        this(null);
    }

    @Inject
    public BudgetResource(BudgetAdmin budgets) {
        this.budgets = budgets;
    }

    /** One key's budget, or that of every key. */
    @GET
    public Object find(@QueryParam("apiKeyId") @Nullable String apiKeyId) {
        return apiKeyId == null || apiKeyId.isBlank()
                ? budgets.all().stream().map(BudgetView::of).toList()
                : BudgetView.of(budgets.of(apiKeyId));
    }

    @POST
    public BudgetView put(Form form, @Context SecurityContext security) {
        return BudgetView.of(budgets.put(form, Visitor.caller(security)));
    }

    /**
     * Limits and what was spent of them.
     *
     * @param remaining of the period of which least is left, not below 0; null without a limit
     * @param resetsAt end of that period; of the day without a limit
     * @param zone whose midnight ends a day
     */
    public record BudgetView(String apiKeyId, BigDecimal dailyLimitUsd, BigDecimal weeklyLimitUsd,
            BigDecimal monthlyLimitUsd, BigDecimal warningThreshold, BigDecimal dailyTotal, BigDecimal weeklyTotal,
            BigDecimal monthlyTotal, @Nullable BigDecimal remaining, boolean warningReached, boolean allowed,
            Instant resetsAt, String zone) {
        static BudgetView of(BudgetAdmin.State state) {
            Budget budget = state.budget();
            return new BudgetView(budget.apiKeyId(), budget.dailyUsd(), budget.weeklyUsd(), budget.monthlyUsd(),
                    budget.warningThreshold(), state.spent().in(Period.DAILY), state.spent().in(Period.WEEKLY),
                    state.spent().in(Period.MONTHLY),
                    state.tightest().map(period -> state.left(period).max(BigDecimal.ZERO)).orElse(null),
                    state.warned(), state.allowed(), state.resetsAt(), state.spent().zone().getId());
        }
    }
}
