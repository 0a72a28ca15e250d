package io.omniroute.boot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

/** What a provider says in the body of a refusal, for people who have to mend it. */
final class Complaint {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST = 300;

    private Complaint() {}

    /** One line; empty when the body is no JSON with a message. */
    static Optional<String> of(byte[] body) {
        try {
            JsonNode tree = JSON.readTree(body);
            return tree == null ? Optional.empty() : message(tree).map(Complaint::line);
        } catch (IOException e) {
            return Optional.empty(); // a page or a text: its status has to do
        }
    }

    private static Optional<String> message(JsonNode tree) {
        return Stream.of("/error/message", "/message", "/error", "/detail", "/err_msg", "/0/error/message")
                .map(tree::at).filter(JsonNode::isTextual).map(JsonNode::textValue).filter(text -> !text.isBlank())
                .findFirst();
    }

    private static String line(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
