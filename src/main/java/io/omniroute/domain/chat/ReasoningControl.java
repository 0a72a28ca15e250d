package io.omniroute.domain.chat;

import java.util.Optional;

/**
 * What a client asks about reasoning; an explicit {@code thinking} wins over the effort (translation section 8).
 *
 * @param effort {@code none}, {@code minimal}, {@code low}, {@code medium}, {@code high}, {@code xhigh}, {@code max}
 * @param includeThoughts whether the thoughts are to be shown, where the client says so
 * @param summary of the Responses API: {@code auto}, {@code concise}, {@code detailed}
 */
public record ReasoningControl(Optional<String> effort, Optional<Thinking> thinking,
        Optional<Boolean> includeThoughts, Optional<String> summary) {
    public static final ReasoningControl NONE = new ReasoningControl(Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty());
    public static ReasoningControl effort(String effort) {
        return new ReasoningControl(Optional.of(effort), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
