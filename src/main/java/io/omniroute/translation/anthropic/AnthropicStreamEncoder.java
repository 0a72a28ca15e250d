package io.omniroute.translation.anthropic;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.Finish;
import io.omniroute.domain.chat.FinishReason;
import io.omniroute.domain.chat.Usage;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.translation.Answering;
import io.omniroute.translation.StreamState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Hub events → message stream (SC-1 to SC-8). Content goes through {@link BlockWriter}; here is what stands around it.
 *
 * @param head of the message, held until something follows it, so that usage told in the same breath gets into it
 * @param begun {@code message_start} was written
 * @param finish as read; null before
 * @param over nothing more is written
 */
record AnthropicStreamEncoder(ChatEvent.Started head, boolean begun, BlockWriter blocks, @Nullable Finish finish,
        Optional<Usage> usage, boolean over) implements StreamState<ChatEvent, ClientEvent> {
    static AnthropicStreamEncoder of(Answering context) {
        var head = new ChatEvent.Started(context.ids().of("message"), context.model(), context.nowSeconds(),
                Optional.empty());
        return new AnthropicStreamEncoder(head, false, BlockWriter.START, null, Optional.empty(), false);
    }

    @Override
    public Step<ChatEvent, ClientEvent> on(ChatEvent event) {
        if (over) {
            return new Step<>(this, List.of());
        }
        return switch (event) {
            case ChatEvent.Started started -> still(withHead(started));
            case ChatEvent.Counted counted -> still(withUsage(counted.usage()));
            case ChatEvent.TextPiece it -> content(it.choice(), it);
            case ChatEvent.ReasoningPiece it -> content(it.choice(), it);
            case ChatEvent.ReasoningSigned it -> content(it.choice(), it);
            case ChatEvent.RedactedReasoning it -> content(it.choice(), it);
            case ChatEvent.Marked it -> content(it.choice(), it);
            case ChatEvent.RefusalPiece it -> content(it.choice(), it);
            case ChatEvent.CallOpened it -> content(it.choice(), it);
            case ChatEvent.CallPiece it -> content(it.choice(), it);
            case ChatEvent.ImageMade it -> content(it.choice(), it);
            case ChatEvent.Finished it -> it.choice() == 0 ? finished(it.finish()) : still(this);
            case ChatEvent.Ended it -> ended();
            case ChatEvent.Failed it -> failed(it);
            case ChatEvent.Cited it -> still(this);
            case ChatEvent.Weighed it -> still(this);
            case ChatEvent.Unreadable it -> still(this);
        };
    }

    @Override
    public List<ClientEvent> end() {
        return List.of();
    }

    private static Step<ChatEvent, ClientEvent> still(AnthropicStreamEncoder state) {
        return new Step<>(state, List.of());
    }

    /** One answer there is; others are not for this client (RA-10). */
    private Step<ChatEvent, ClientEvent> content(int choice, ChatEvent event) {
        if (choice != 0 || finish != null) {
            return still(this);
        }
        var out = new ArrayList<ClientEvent>(3);
        BlockWriter next = blocks.on(event, out);
        return out.isEmpty() ? still(with(next)) : written(with(next), out);
    }

    private Step<ChatEvent, ClientEvent> finished(Finish reason) {
        var out = new ArrayList<ClientEvent>();
        BlockWriter closed = blocks.closed(out);
        return written(new AnthropicStreamEncoder(head, begun, closed, reason, usage, false), out);
    }

    private Step<ChatEvent, ClientEvent> ended() {
        var out = new ArrayList<ClientEvent>();
        BlockWriter closed = blocks.closed(out);
        Finish told = finish == null ? new Finish(FinishReason.STOP) : finish;
        out.add(AnthropicEvents.messageDelta(StopReasons.write(told, closed.refused(), closed.called()), told, usage));
        out.add(AnthropicEvents.messageStop());
        return written(new AnthropicStreamEncoder(head, begun, closed, told, usage, true), out);
    }

    /** SC-8: open blocks stay open. */
    private Step<ChatEvent, ClientEvent> failed(ChatEvent.Failed failed) {
        Failure failure = new Failure.Broken(failed.status(), failed.message());
        ClientEvent error = new AnthropicObserver().failureEvent(failure, "");
        return new Step<>(new AnthropicStreamEncoder(head, begun, blocks, finish, usage, true), List.of(error));
    }

    /** Puts {@code message_start} in front of the first event. */
    private static Step<ChatEvent, ClientEvent> written(AnthropicStreamEncoder state, List<ClientEvent> out) {
        if (state.begun) {
            return new Step<>(state, out);
        }
        if (!out.isEmpty() || state.over || state.finish != null) {
            out.addFirst(AnthropicEvents.messageStart(state.head, state.usage));
        }
        return new Step<>(new AnthropicStreamEncoder(state.head, true, state.blocks, state.finish, state.usage,
                state.over), out);
    }

    private AnthropicStreamEncoder with(BlockWriter next) {
        return new AnthropicStreamEncoder(head, begun, next, finish, usage, over);
    }

    private AnthropicStreamEncoder withHead(ChatEvent.Started started) {
        return new AnthropicStreamEncoder(started, begun, blocks, finish, usage, over);
    }

    private AnthropicStreamEncoder withUsage(Usage counted) {
        return new AnthropicStreamEncoder(head, begun, blocks, finish, Optional.of(counted), over);
    }
}
