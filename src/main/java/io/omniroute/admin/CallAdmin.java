package io.omniroute.admin;

import io.omniroute.domain.log.CallQuery;
import io.omniroute.domain.log.CallStore;
import io.omniroute.domain.log.LoggedCall;
import io.omniroute.domain.log.ProxyCall;
import io.omniroute.domain.log.ProxyLog;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The call log, for people to look through. */
public final class CallAdmin {
    private static final int DEFAULT_LIMIT = 200;
    private static final int MOST = 1_000;
    private static final int DEFAULT_PROXY_LIMIT = 300;
    private final CallStore calls;
    private final ProxyLog proxies;
    private final ChangeDesk desk;

    public CallAdmin(CallStore calls, ProxyLog proxies, ChangeDesk desk) {
        this.calls = calls;
        this.proxies = proxies;
        this.desk = desk;
    }

    /**
     * The lines that match, newest first.
     *
     * @param parameters the criteria by their names in the management API; empty when not given
     * @throws RefusedException when one of them cannot be read
     */
    public List<LoggedCall> find(Function<String, Optional<String>> parameters) {
        Optional<String> status = parameters.apply("status");
        status.filter(it -> !it.equals(CallQuery.OK) && !it.equals(CallQuery.ERROR))
                .ifPresent(it -> number("status", it, 0, 999));
        var page = new CallQuery.Page(parameters.apply("before"),
                parameters.apply("limit").map(it -> Math.min(MOST, number("limit", it, 1, Integer.MAX_VALUE)))
                        .orElse(DEFAULT_LIMIT),
                parameters.apply("offset").map(it -> number("offset", it, 0, Integer.MAX_VALUE)).orElse(0));
        return calls.find(new CallQuery(status, parameters.apply("model"), parameters.apply("provider"),
                parameters.apply("account"), parameters.apply("apiKey"), parameters.apply("combo"),
                parameters.apply("search"), parameters.apply("from").map(it -> time("from", it)),
                parameters.apply("to").map(it -> time("to", it)), page));
    }

    /** @throws RefusedException when there is no such line */
    public LoggedCall.WithBodies one(String id) {
        return calls.find(id).orElseThrow(() -> RefusedException.notFound("Call log not found"));
    }

    /** Uses of outbound proxies that match, newest first; parameters as with {@link #find}. */
    public List<ProxyCall> proxies(Function<String, Optional<String>> parameters) {
        int limit = parameters.apply("limit").map(it -> Math.min(MOST, number("limit", it, 1, Integer.MAX_VALUE)))
                .orElse(DEFAULT_PROXY_LIMIT);
        return proxies.find(new ProxyLog.Query(parameters.apply("status"), parameters.apply("type"),
                parameters.apply("provider"), parameters.apply("level"), parameters.apply("search"), limit));
    }

    public void clearProxies(Caller caller) {
        proxies.clear();
        desk.note(caller, "proxyLog.clear", null, Map.of());
    }

    private static int number(String name, String text, int least, int most) {
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw wrong(name, "must be a number");
        }
        throw wrong(name, "must be from " + least + " to " + most);
    }

    private static Instant time(String name, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw wrong(name, "must be an ISO-8601 time in UTC");
        }
    }

    private static RefusedException wrong(String name, String message) {
        return new RefusedException(Refusal.invalid(List.of(new FieldError(name, name + " " + message))));
    }
}
