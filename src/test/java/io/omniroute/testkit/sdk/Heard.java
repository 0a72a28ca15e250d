package io.omniroute.testkit.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an SDK made of an answer. */
public record Heard(String text, String thought, String signature, List<Call> calls, String refusal, End end,
        Optional<Tokens> tokens) {
    /** A tool call with its arguments parsed. */
    public record Call(String id, String name, JsonNode arguments) {}

    /** Token counts; the input includes the cached part. */
    public record Tokens(long input, long cached, long output, long reasoning) {}

    /** Why the answer ended. */
    public enum End {
        STOP, LENGTH, TOOLS, REFUSED
    }

    /** Collects an answer piece by piece. */
    static final class Ear {
        final StringBuilder text = new StringBuilder();
        final StringBuilder thought = new StringBuilder();
        final StringBuilder signature = new StringBuilder();
        final StringBuilder refusal = new StringBuilder();
        final List<Call> calls = new ArrayList<>();
        End end = End.STOP;
        Optional<Tokens> tokens = Optional.empty();

        Heard heard() {
            return new Heard(text.toString(), thought.toString(), signature.toString(), List.copyOf(calls),
                    refusal.toString(), end, tokens);
        }
    }
}
