package io.omniroute.translation.anthropic;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.chat.Signature.Origin;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.translation.ForeignSignature;
import io.omniroute.translation.json.JsonText;
import java.util.List;
import java.util.Optional;

/**
 * Puts content into blocks, one open at a time (SC-2). While a call's arguments are incomplete, everything else waits:
 * calls that arrive interleaved come out one behind the other and nothing of them is lost. A call that was given no
 * arguments so far is not taken for complete, because they may still come.
 *
 * @param next index of the next block
 * @param waiting events behind the open call, in their order
 * @param called a call was written
 * @param refused a refusal was written
 */
record BlockWriter(int next, Open open, Chain<ChatEvent> waiting, boolean called, boolean refused) {
    static final BlockWriter START = new BlockWriter(0, new Open.None(), Chain.empty(), false, false);
    /** What the block in work is. */
    sealed interface Open {
        record None() implements Open {}

        record Text() implements Open {}

        record Thinking() implements Open {}

        /** @param held arguments that cannot be written as they come */
        record Call(ChatEvent.CallOpened call, ArgumentScan scan, Chain<String> held) implements Open {
            boolean complete() {
                return !call.custom() && scan.complete();
            }

            boolean streams() {
                return !call.custom() && scan.object();
            }
        }
    }

    /** Writes a content event, or lets it wait. */
    BlockWriter on(ChatEvent event, List<ClientEvent> out) {
        if (open instanceof Open.Call call && !call.complete()) {
            if (event instanceof ChatEvent.CallPiece piece && piece.call() == call.call().call()) {
                return piece(call, piece.arguments(), out).released(out);
            }
            return new BlockWriter(next, open, waiting.plus(event), called, refused);
        }
        return write(event, out);
    }

    /** Closes what is open, then writes what waits, call by call. */
    BlockWriter closed(List<ClientEvent> out) {
        BlockWriter writer = shut(out);
        while (!writer.waiting.isEmpty()) {
            writer = writer.replayed(out).shut(out);
        }
        return writer;
    }

    private BlockWriter released(List<ClientEvent> out) {
        boolean free = open instanceof Open.Call call && call.complete() && !waiting.isEmpty();
        return free ? replayed(out) : this;
    }

    private BlockWriter replayed(List<ClientEvent> out) {
        BlockWriter writer = new BlockWriter(next, open, Chain.empty(), called, refused);
        for (ChatEvent event : waiting.inOrder()) {
            writer = writer.on(event, out);
        }
        return writer;
    }

    private BlockWriter write(ChatEvent event, List<ClientEvent> out) {
        return switch (event) {
            case ChatEvent.TextPiece text -> text(text.text(), out);
            case ChatEvent.RefusalPiece refusal -> text(refusal.text(), out).refusing();
            case ChatEvent.ReasoningPiece reasoning -> thinking(out).delta("thinking_delta", "thinking",
                    reasoning.text(), out);
            case ChatEvent.ReasoningSigned signed -> thinking(out).signed(signed.signature(), out);
            case ChatEvent.Marked marked -> shut(out).thinking(out).signed(marked.signature(), out);
            case ChatEvent.RedactedReasoning redacted -> shut(out).opened(new Open.None(),
                    AnthropicReplyEncoder.redacted(redacted.data()), out).stopped(out);
            case ChatEvent.ImageMade image -> shut(out).text(AnthropicReplyEncoder.markdown(image.image()), out)
                    .shut(out);
            case ChatEvent.CallOpened call -> call(call, out);
            case ChatEvent.CallPiece piece -> this; // behind the end of its call: some repeat the arguments
            case ChatEvent.Started it -> this;
            case ChatEvent.Cited it -> this;
            case ChatEvent.Weighed it -> this;
            case ChatEvent.Finished it -> this;
            case ChatEvent.Counted it -> this;
            case ChatEvent.Ended it -> this;
            case ChatEvent.Failed it -> this;
            case ChatEvent.Unreadable it -> this;
        };
    }

    private BlockWriter text(String text, List<ClientEvent> out) {
        BlockWriter writer = open instanceof Open.Text
                ? this
                : shut(out).opened(new Open.Text(), AnthropicReplyEncoder.text(""), out);
        return writer.delta("text_delta", "text", text, out);
    }

    private BlockWriter thinking(List<ClientEvent> out) {
        return open instanceof Open.Thinking
                ? this
                : shut(out).opened(new Open.Thinking(), AnthropicReplyEncoder.thinking("", Optional.empty()), out);
    }

    private BlockWriter signed(Signature signature, List<ClientEvent> out) {
        return delta("signature_delta", "signature", ForeignSignature.write(signature, Origin.ANTHROPIC), out)
                .shut(out);
    }

    private BlockWriter call(ChatEvent.CallOpened call, List<ClientEvent> out) {
        BlockWriter before = shut(out);
        if (call.signature().isPresent()) {
            before = before.thinking(out).signed(call.signature().get(), out);
        }
        BlockWriter writer = before.opened(new Open.Call(call, ArgumentScan.START, Chain.empty()),
                AnthropicReplyEncoder.toolUse(call.id(), call.name(), Json.Obj.EMPTY), out);
        return new BlockWriter(writer.next, writer.open, writer.waiting, true, refused);
    }

    /** An object goes out as it comes, up to its end; anything else is held until it can be made one (SC-5, T-6). */
    private BlockWriter piece(Open.Call call, String arguments, List<ClientEvent> out) {
        ArgumentScan scan = call.scan().after(arguments);
        if (call.call().custom() || !scan.object()) {
            return with(new Open.Call(call.call(), scan, call.held().plus(arguments)));
        }
        String said = String.join("", call.held().inOrder()) + arguments.substring(0, scan.used());
        return with(new Open.Call(call.call(), scan, Chain.empty())).delta("input_json_delta", "partial_json", said,
                out);
    }

    private BlockWriter delta(String type, String field, String text, List<ClientEvent> out) {
        if (!text.isEmpty()) {
            out.add(AnthropicEvents.blockDelta(next - 1, type, field, text));
        }
        return this;
    }

    private BlockWriter opened(Open kind, Json.Obj start, List<ClientEvent> out) {
        out.add(AnthropicEvents.blockStart(next, start));
        return new BlockWriter(next + 1, kind, waiting, called, refused);
    }

    private BlockWriter shut(List<ClientEvent> out) {
        if (open instanceof Open.None) {
            return this;
        }
        if (open instanceof Open.Call call && !call.streams() && !call.held().isEmpty()) {
            var whole = new Part.ToolCall(call.call().id(), call.call().name(),
                    String.join("", call.held().inOrder()), call.call().custom(), Optional.empty());
            delta("input_json_delta", "partial_json", JsonText.write(AnthropicReplyEncoder.input(whole)), out);
        }
        return stopped(out);
    }

    private BlockWriter stopped(List<ClientEvent> out) {
        out.add(AnthropicEvents.blockStop(next - 1));
        return with(new Open.None());
    }

    private BlockWriter with(Open kind) {
        return new BlockWriter(next, kind, waiting, called, refused);
    }

    private BlockWriter refusing() {
        return new BlockWriter(next, open, waiting, called, true);
    }
}
