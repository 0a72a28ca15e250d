package io.omniroute.persistence;

import io.omniroute.domain.log.CallQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The conditions of a question to the call log, as SQL with placeholders. */
final class CallWhere {
    private static final List<String> SEARCHED = List.of("model", "requested_model", "provider", "account", "path",
            "api_key_name", "combo_name", "error", "request_id");
    private static final int FIRST_ERROR = 400;

    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    CallWhere(CallQuery query) {
        query.status().ifPresent(this::status);
        query.model().ifPresent(model -> contains(model, List.of("model", "requested_model")));
        query.provider().ifPresent(provider -> add("provider = ?", provider));
        query.account().ifPresent(account -> contains(account, List.of("account")));
        query.apiKey().ifPresent(key -> add("(api_key_id = ? or api_key_name = ?)", key, key));
        query.combo().ifPresent(combo -> add("combo_name = ?", combo));
        query.search().ifPresent(search -> contains(search, SEARCHED));
        query.from().ifPresent(from -> add("timestamp >= ?", IsoTime.text(from)));
        query.to().ifPresent(to -> add("timestamp < ?", IsoTime.text(to)));
        query.page().before().ifPresent(this::before);
    }

    String sql() {
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }

    List<Object> values() {
        return values;
    }

    private void status(String status) {
        switch (status) {
            case CallQuery.ERROR -> add("(status >= ? or error is not null)", FIRST_ERROR);
            case CallQuery.OK -> add("(status < ? and error is null)", FIRST_ERROR);
            default -> add("status = ?", Integer.valueOf(status));
        }
    }

    /** Lines that are older, or as old and further down. */
    private void before(String id) {
        String time = "(select timestamp from call_logs where id = ?)";
        add("(timestamp < " + time + " or (timestamp = " + time + " and id < ?))", id, id, id);
    }

    private void contains(String part, List<String> columns) {
        String pattern = pattern(part);
        add(like(columns), Stream.generate(() -> pattern).limit(columns.size()).toArray());
    }

    /** Matches a text that has this part somewhere, whatever the case. */
    static String pattern(String part) {
        String plain = part.toLowerCase(Locale.ROOT).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        return "%" + plain + "%";
    }

    /** Any of the columns matches a {@link #pattern}; one placeholder for each. */
    static String like(List<String> columns) {
        return columns.stream().map(column -> "lower(" + column + ") like ? escape '\\'")
                .collect(Collectors.joining(" or ", "(", ")"));
    }

    private void add(String condition, Object... placeholders) {
        conditions.add(condition);
        values.addAll(List.of(placeholders));
    }
}
