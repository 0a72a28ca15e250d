package io.omniroute.management;

import io.omniroute.admin.Form;
import io.omniroute.admin.IpFilterAdmin;
import io.omniroute.domain.policy.IpFilter;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** {@code /api/settings/ip-filter}. */
@Path("settings/ip-filter")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
public class IpFilterResource {
    private final IpFilterAdmin filters;

    /** RESTEasy looks for a constructor without arguments; the instances come from CDI, which takes the other one. */
    @SuppressWarnings("NullAway")
    public IpFilterResource() {
        this(null);
    }

    @Inject
    public IpFilterResource(IpFilterAdmin filters) {
        this.filters = filters;
    }

    @GET
    public FilterView filter() {
        return FilterView.of(filters.filter(), filters.now());
    }

    @PUT
    public FilterView change(Form form, @Context SecurityContext security) {
        return FilterView.of(filters.change(form, Visitor.caller(security)), filters.now());
    }

    @PATCH
    public FilterView patch(Form form, @Context SecurityContext security) {
        return change(form, security);
    }

    /** The filter and the bans that hold. */
    public record FilterView(boolean enabled, String mode, List<String> blacklist, List<String> whitelist,
            List<BanView> tempBans) {
        static FilterView of(IpFilter filter, Instant now) {
            return new FilterView(filter.enabled(), filter.mode(), filter.blacklist(), filter.whitelist(),
                    filter.tempBans().stream().map(ban -> new BanView(ban.ip(), ban.until(), ban.reason(),
                            Math.max(0, Duration.between(now, ban.until()).toMillis()))).toList());
        }
    }

    /** An address that is refused for some time. */
    public record BanView(String ip, Instant until, String reason, long remainingMs) {}
}
