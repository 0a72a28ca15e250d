package io.omniroute.testkit.cases;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.omniroute.testkit.Oracle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The oracle and the assertions of one expected message; collects what does not hold. */
public final class Checks {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> violations = new ArrayList<>();

    public List<String> violations() {
        return violations;
    }

    /** A message against its schema; a null name asks for nothing. */
    public void oracle(JsonNode name, JsonNode message) {
        if (name.isTextual()) {
            Oracle.of(name.asText()).objections(message.toString())
                    .forEach(it -> violations.add(name.asText() + ": " + it + " in " + shortened(message)));
        }
    }

    /**
     * All assertions.
     *
     * @param headers of the message, lower case
     * @param url path and query of an upstream call; empty for others
     */
    public void assertions(JsonNode asserts, JsonNode message, Map<String, String> headers, String url) {
        for (JsonNode check : asserts) {
            if (!holds(check, message, headers, url)) {
                violations.add(check + " does not hold, found " + shortened(message.at(check.path("path").asText()))
                        + " in " + shortened(message));
            }
        }
    }

    public void that(boolean holds, String what) {
        if (!holds) {
            violations.add(what);
        }
    }

    private static boolean holds(JsonNode check, JsonNode message, Map<String, String> headers, String url) {
        JsonNode found = message.at(check.path("path").asText());
        JsonNode value = check.path("value");
        return switch (check.path("op").asText()) {
            case "equals" -> !found.isMissingNode() && Case.equal(value, found);
            case "exists" -> !found.isMissingNode();
            case "absent" -> found.isMissingNode();
            case "matches" -> found.isTextual() && Pattern.compile(value.asText()).matcher(found.asText()).find();
            case "length" -> value.asInt() == (found.isTextual() ? found.asText().length() : found.size());
            case "json_equals" -> found.isTextual() && Case.equal(value, parsed(found.asText()));
            case "contains" -> found.asText().contains(value.asText());
            case "not_contains" -> !found.asText().contains(value.asText());
            case "absent_anywhere" -> message.findValue(value.asText()) == null;
            case "header_equals" -> value.asText().equals(headers.get(check.path("name").asText().toLowerCase()));
            case "url_matches" -> Pattern.compile(value.asText()).matcher(url).find();
            default -> throw new IllegalArgumentException("unknown assertion " + check);
        };
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    private static String shortened(JsonNode node) {
        String text = node.toString();
        return text.length() > 1_500 ? text.substring(0, 1_500) + "…" : text;
    }
}
