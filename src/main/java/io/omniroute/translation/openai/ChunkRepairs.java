package io.omniroute.translation.openai;

import io.omniroute.domain.json.Json;
import io.omniroute.domain.stream.Frame;
import io.omniroute.translation.StreamState;
import io.omniroute.translation.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The stream of a compatible server, repaired chunk by chunk (stream rules section 6). A frame that needs no repair
 * goes on as it came.
 *
 * @param id of all chunks; empty before the first one
 * @param invented the upstream gave none at first: this one stays (SA-3)
 * @param usage counts that came together with content and wait for their own chunk (SO-5)
 */
record ChunkRepairs(Sanitiser sanitiser, String id, boolean invented, Map<Integer, ChoiceRepairs> choices,
        Optional<Json.Obj> usage, boolean over) implements StreamState<Frame, Frame> {
    static ChunkRepairs of(Sanitiser sanitiser) {
        return new ChunkRepairs(sanitiser, "", false, Map.of(), Optional.empty(), false);
    }

    /** Whether this choice has begun and not finished. */
    boolean running(int choice) {
        ChoiceRepairs known = choices.get(choice);
        return known != null && !known.finished();
    }

    /** Whether this call has begun, has arguments already and is numbered as the client knows it. */
    boolean argued(int choice, int call) {
        ChoiceRepairs known = choices.getOrDefault(choice, ChoiceRepairs.BEGUN);
        return known.argued().getOrDefault(call, false) && known.wire().getOrDefault((long) call, -1) == call;
    }

    @Override
    public Step<Frame, Frame> on(Frame frame) {
        if (over || !frame.hasData() || !id.isEmpty() && ChunkScan.plain(frame, this)) {
            return new Step<>(this, List.of(frame));
        }
        if (OpenAiObserver.isDone(frame)) {
            var out = new ArrayList<>(end());
            out.add(frame);
            return new Step<>(new ChunkRepairs(sanitiser, id, invented, choices, Optional.empty(), true), out);
        }
        Optional<Json.Obj> chunk = ReplyJson.object(frame.data(), frame.dataFrom(), frame.dataTo());
        if (chunk.isEmpty() || ReplyJson.failure(chunk.get()).isPresent()) {
            return new Step<>(this, List.of(frame));
        }
        var step = new ChunkRepair(this);
        List<Json.Obj> repaired = step.repaired(chunk.get());
        List<Frame> out = repaired.equals(List.of(chunk.get()))
                ? List.of(frame)
                : repaired.stream().map(ChunkRepairs::frame).toList();
        return new Step<>(step.after(), out);
    }

    /** The counts that still wait. */
    @Override
    public List<Frame> end() {
        return usage.isEmpty() || over || !sanitiser.includeUsage()
                ? List.of()
                : List.of(frame(usage.get()));
    }

    private static Frame frame(Json.Obj chunk) {
        byte[] json = JsonText.bytes(chunk);
        byte[] prefix = "data: ".getBytes(StandardCharsets.US_ASCII);
        byte[] raw = new byte[prefix.length + json.length + 2];
        System.arraycopy(prefix, 0, raw, 0, prefix.length);
        System.arraycopy(json, 0, raw, prefix.length, json.length);
        raw[raw.length - 2] = '\n';
        raw[raw.length - 1] = '\n';
        return new Frame(null, raw, raw, prefix.length, prefix.length + json.length);
    }
}
