package io.omniroute.policy;

import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Role;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which requests are small talk of Claude's command line that needs no model: it wants a title, warms up, or counts
 * (10 section 17). Whoever asks looks at the user agent first, because nobody else's request is worth reading for it.
 */
public final class Bypass {
    private static final String AGENT = "claude-cli";
    private static final String TITLE = "{";
    private static final String WARM_UP = "Warmup";
    private static final String COUNT = "count";

    private final boolean enabled;
    private final List<String> skipPatterns;
    private final String text;

    /**
     * @param skipPatterns texts of which one in what the user says is enough
     * @param text what is answered
     */
    public Bypass(boolean enabled, List<String> skipPatterns, String text) {
        this.enabled = enabled;
        this.skipPatterns = skipPatterns.stream().filter(pattern -> !pattern.isBlank()).toList();
        this.text = text;
    }

    /** Whether requests of this client may be small talk. */
    public boolean concerns(String userAgent) {
        return enabled && userAgent.contains(AGENT);
    }

    /** The answer to small talk. */
    public String text() {
        return text;
    }

    /** Whether the request is small talk. Instructions of the system are no message here. */
    public boolean matches(ChatRequest request) {
        List<Message> messages = request.messages().stream().filter(Bypass::said).toList();
        return !messages.isEmpty() && (asksForTitle(messages.getLast()) || text(messages.getFirst()).equals(WARM_UP)
                || counts(messages) || skipped(messages));
    }

    private static boolean said(Message message) {
        return switch (message.role()) {
            case SYSTEM, DEVELOPER -> false;
            case USER, ASSISTANT, TOOL -> true;
        };
    }

    private static boolean asksForTitle(Message last) {
        return last.role() == Role.ASSISTANT && !last.parts().isEmpty()
                && last.parts().getFirst() instanceof Part.Text first && first.text().equals(TITLE);
    }

    private static boolean counts(List<Message> messages) {
        return messages.size() == 1 && messages.getFirst().role() == Role.USER
                && text(messages.getFirst()).equals(COUNT);
    }

    private boolean skipped(List<Message> messages) {
        if (skipPatterns.isEmpty()) {
            return false;
        }
        String all = messages.stream().filter(message -> message.role() == Role.USER).map(Bypass::text)
                .collect(Collectors.joining(" "));
        return skipPatterns.stream().anyMatch(all::contains);
    }

    private static String text(Message message) {
        return message.parts().stream().filter(Part.Text.class::isInstance).map(Part.Text.class::cast)
                .map(Part.Text::text).collect(Collectors.joining(" "));
    }
}
