package io.omniroute.translation.openai;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.Usage;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.translation.StreamState;
import io.omniroute.translation.openai.ChoiceWriting.Block;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Hub events as {@code chat.completion.chunk} for a client, in the order SO-1 to SO-7 promise.
 *
 * @param includeUsage whether the client asked for usage (SO-5)
 * @param choices that began; never changed in place
 */
record ChunkEncoder(boolean includeUsage, Optional<ChunkWriter> writer, Map<Integer, ChoiceWriting> choices,
        Optional<Usage> usage, boolean over) implements StreamState<ChatEvent, ClientEvent> {
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);
    private static final String BLANK_LINE = "\n\n";
    static ChunkEncoder of(boolean includeUsage) {
        return new ChunkEncoder(includeUsage, Optional.empty(), Map.of(), Optional.empty(), false);
    }

    @Override
    public List<ClientEvent> end() {
        return List.of();
    }

    @Override
    public Step<ChatEvent, ClientEvent> on(ChatEvent event) {
        if (over) {
            return same();
        }
        return switch (event) {
            case ChatEvent.Started started -> begin(started);
            case ChatEvent.TextPiece text -> choice(text.choice(), Block.TEXT, chunk -> chunk.content(text.text()));
            case ChatEvent.RefusalPiece refusal ->
                choice(refusal.choice(), Block.REFUSAL, chunk -> chunk.refusal(refusal.text()));
            case ChatEvent.ReasoningPiece piece -> reason(piece);
            case ChatEvent.ReasoningSigned signed -> signed(signed);
            case ChatEvent.RedactedReasoning it -> redacted(it);
            case ChatEvent.CallOpened call -> step(call.choice(), at(call.choice()).called(call),
                    chunk -> chunk.call(call));
            case ChatEvent.CallPiece piece -> argue(piece);
            case ChatEvent.ImageMade it -> step(it.choice(), at(it.choice()).alone(), chunk -> chunk.image(it.image()));
            case ChatEvent.Marked it ->
                step(it.choice(), at(it.choice()).closed(), chunk -> chunk.mark(it.signature()));
            case ChatEvent.Cited it -> step(it.choice(), at(it.choice()), chunk -> chunk.cite(it.annotation()));
            case ChatEvent.Weighed it -> step(it.choice(), at(it.choice()), chunk -> chunk.weigh(it.logprobs()));
            case ChatEvent.Finished it -> finish(it);
            case ChatEvent.Counted it ->
                new Step<>(new ChunkEncoder(includeUsage, writer, choices, Optional.of(it.usage()), false), List.of());
            case ChatEvent.Ended it -> new Step<>(ended(), terminal());
            case ChatEvent.Failed it -> new Step<>(ended(), List.of(new ClientEvent(null,
                    OpenAiErrors.reply(new Failure.Broken(it.status(), it.message())).body())));
            case ChatEvent.Unreadable it -> same();
        };
    }

    /** What one step writes about one choice. */
    @FunctionalInterface
    private interface Writing {
        ClientEvent in(ChunkWriter.OfChoice chunk);
    }

    private Step<ChatEvent, ClientEvent> same() {
        return new Step<>(this, List.of());
    }

    private ChunkEncoder ended() {
        return new ChunkEncoder(includeUsage, writer, choices, usage, true);
    }

    private ChoiceWriting at(int choice) {
        return choices.getOrDefault(choice, ChoiceWriting.BEGUN);
    }

    private Step<ChatEvent, ClientEvent> begin(ChatEvent.Started started) {
        if (writer.isPresent()) {
            return same();
        }
        var begun = new ChunkWriter(started, includeUsage);
        return new Step<>(new ChunkEncoder(includeUsage, Optional.of(begun), Map.of(0, ChoiceWriting.BEGUN), usage,
                false), List.of(begun.of(0).role()));
    }

    private Step<ChatEvent, ClientEvent> choice(int choice, Block kind, Writing writing) {
        return step(choice, at(choice).in(kind), writing);
    }

    /** The next moment and the chunk, before it the role chunk of a choice that was not heard of yet (SO-2). */
    private Step<ChatEvent, ClientEvent> step(int choice, ChoiceWriting now, Writing... writings) {
        if (writer.isEmpty()) {
            return same();
        }
        ChunkWriter.OfChoice chunk = writer.get().of(choice);
        boolean begun = choices.containsKey(choice);
        var out = new ArrayList<ClientEvent>(writings.length + 1);
        if (!begun) {
            out.add(chunk.role());
        }
        for (Writing writing : writings) {
            out.add(writing.in(chunk));
        }
        return new Step<>(begun && now.equals(choices.get(choice)) ? this : with(choice, now), out);
    }

    private ChunkEncoder with(int choice, ChoiceWriting now) {
        var all = new HashMap<>(choices);
        all.put(choice, now);
        return new ChunkEncoder(includeUsage, writer, all, usage, over);
    }

    /** A second block comes with a blank line before it, so that stream and complete answer agree (RC-5). */
    private Step<ChatEvent, ClientEvent> reason(ChatEvent.ReasoningPiece piece) {
        ChoiceWriting before = at(piece.choice());
        boolean next = before.reasoned() && before.block() != Block.REASONING;
        return step(piece.choice(), before.in(Block.REASONING).thinking(piece.text()),
                chunk -> chunk.reasoning(next ? BLANK_LINE + piece.text() : piece.text()));
    }

    private Step<ChatEvent, ClientEvent> signed(ChatEvent.ReasoningSigned signed) {
        ChoiceWriting block = at(signed.choice()).in(Block.REASONING);
        Json.Obj sealed = ThinkingBlocks.thinking(block.thought().joined(), signed.signature(), block.position());
        return step(signed.choice(), block.closed(), chunk -> chunk.block(sealed));
    }

    private Step<ChatEvent, ClientEvent> redacted(ChatEvent.RedactedReasoning redacted) {
        ChoiceWriting block = at(redacted.choice()).alone();
        return step(redacted.choice(), block,
                chunk -> chunk.block(ThinkingBlocks.redacted(redacted.data(), block.position())));
    }

    private Step<ChatEvent, ClientEvent> argue(ChatEvent.CallPiece piece) {
        ChoiceWriting choice = at(piece.choice());
        boolean custom = choice.custom().contains(piece.call());
        return piece.arguments().isEmpty()
                ? same()
                : step(piece.choice(), choice.argued(piece.call()), chunk -> chunk.arguments(piece, custom));
    }

    /** Calls that got no arguments get an empty object first (SO-3). */
    private Step<ChatEvent, ClientEvent> finish(ChatEvent.Finished finished) {
        ChoiceWriting choice = at(finished.choice());
        var writings = new ArrayList<Writing>();
        choice.idle().stream().sorted().forEach(call -> writings.add(
                chunk -> chunk.arguments(new ChatEvent.CallPiece(finished.choice(), call, "{}"), false)));
        writings.add(chunk -> chunk.finish(FinishWords.word(finished.finish().reason(), choice.calls() > 0)));
        return step(finished.choice(), choice, writings.toArray(Writing[]::new));
    }

    /** Zeros where nothing was counted: the client was promised this chunk (SO-5). */
    private List<ClientEvent> terminal() {
        var done = new ClientEvent(null, DONE);
        return includeUsage && writer.isPresent()
                ? List.of(writer.get().usage(usage.orElse(new Usage(0, 0))), done)
                : List.of(done);
    }
}
