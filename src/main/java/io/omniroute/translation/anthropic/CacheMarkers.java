package io.omniroute.translation.anthropic;

import io.omniroute.domain.json.Json;
import java.util.List;
import java.util.Optional;

/** Keeps the last four {@code cache_control} markers of a prompt; more are refused (OC-51). */
final class CacheMarkers {
    private static final int MOST = 4;

    private final int surplus;
    private int seen;

    private CacheMarkers(int surplus) {
        this.surplus = surplus;
    }

    /** The cached parts of a request, in the order the cache sees them. */
    record Prompt(List<Json> tools, List<Json> system, List<Json> messages) {}

    static Prompt limited(Prompt prompt) {
        var counting = new CacheMarkers(0);
        counting.prompt(prompt);
        return counting.seen <= MOST ? prompt : new CacheMarkers(counting.seen - MOST).prompt(prompt);
    }

    private Prompt prompt(Prompt prompt) {
        return new Prompt(blocks(prompt.tools()), blocks(prompt.system()),
                prompt.messages().stream().map(this::content).toList());
    }

    private List<Json> blocks(List<Json> blocks) {
        return blocks.stream().map(this::block).toList();
    }

    /** Only where markers have a meaning: a tool's input may have a member of that name. */
    private Json block(Json block) {
        if (!(block instanceof Json.Obj it)) {
            return block;
        }
        Json.Obj inside = it.text("type").equals(Optional.of("tool_result")) ? (Json.Obj) content(it) : it;
        if (!inside.has("cache_control")) {
            return inside;
        }
        seen++;
        return seen <= surplus ? inside.without("cache_control") : inside;
    }

    private Json content(Json holder) {
        return holder instanceof Json.Obj it && it.get("content").orElse(null) instanceof Json.Arr content
                ? it.with("content", new Json.Arr(blocks(content.elements())))
                : holder;
    }
}
