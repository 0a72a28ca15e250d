package io.omniroute.domain.chat;

import java.util.List;

/** Whether and what the model has to call. */
public sealed interface ToolChoice {
    record Auto() implements ToolChoice {}

    record None() implements ToolChoice {}

    /** Some tool, whichever. */
    record Required() implements ToolChoice {}

    /** This one. */
    record Named(String name, boolean custom) implements ToolChoice {}

    /** Of these only; {@code required} = one of them in any case. */
    record Allowed(boolean required, List<String> names) implements ToolChoice {
        public Allowed {
            names = List.copyOf(names);
        }
    }
}
