package io.omniroute.translation.stages;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls that wait for their result, under one kind of key. The latest turn is asked first, within a turn the oldest
 * call: an id or a name that comes back later in a conversation means the later call.
 */
final class OpenCalls {
    private final Map<String, ArrayDeque<ArrayDeque<Open>>> turns = new HashMap<>();

    /** One call; the same object may wait under several keys. */
    static final class Open {
        private final String id;
        private final String name;
        private final int turn;
        private boolean answered;

        Open(String id, String name, int turn) {
            this.id = id;
            this.name = name;
            this.turn = turn;
        }

        String id() {
            return id;
        }

        String name() {
            return name;
        }
    }

    /** Turns never go back. */
    void add(String key, Open call) {
        ArrayDeque<ArrayDeque<Open>> all = turns.computeIfAbsent(key, it -> new ArrayDeque<>());
        if (all.isEmpty() || all.getLast().getLast().turn != call.turn) {
            all.add(new ArrayDeque<>());
        }
        all.getLast().add(call);
    }

    /** The call that is answered now; null when none waits. */
    @Nullable
    Open take(String key) {
        ArrayDeque<ArrayDeque<Open>> all = turns.getOrDefault(key, new ArrayDeque<>());
        while (!all.isEmpty()) {
            Open call = all.getLast().pollFirst();
            if (all.getLast().isEmpty()) {
                all.removeLast();
            }
            if (call != null && !call.answered) {
                call.answered = true;
                return call;
            }
        }
        return null;
    }
}
