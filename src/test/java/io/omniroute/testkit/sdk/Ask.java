package io.omniroute.testkit.sdk;

import java.util.EnumSet;
import java.util.Set;

/** A question to a model: its name and what comes with the question. */
public record Ask(String model, Set<Want> wants) {
    /** What comes with a question. */
    public enum Want {
        /** the picture {@code Scenario.PIXEL} */
        IMAGE,
        /** the tool {@code get_weather} */
        TOOLS,
        /** the turn after two tool calls, with their results */
        TOOL_RESULTS,
        /** an answer after a JSON Schema */
        SCHEMA,
        /** reasoning switched on */
        THINKING,
        /** token counts of a stream, where they have to be asked for */
        USAGE
    }

    public static Ask of(String model, Want... wants) {
        var set = EnumSet.noneOf(Want.class);
        set.addAll(java.util.Arrays.asList(wants));
        return new Ask(model, set);
    }

    boolean wants(Want want) {
        return wants.contains(want);
    }
}
