package io.omniroute.translation;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.chat.Choice;
import io.omniroute.domain.chat.Usage;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Collects the events of one stream into a complete answer, event by event, for an upstream that streams although
 * nobody asked it to. Of one stream and one thread; linear in the length of the answer.
 */
public final class Folder {
    private ChatEvent.@Nullable Started started;
    private final Map<Integer, ChoiceFolder> choices = new TreeMap<>();
    private @Nullable Usage usage;
    private ChatEvent.@Nullable Failed failed;
    private boolean ended;

    /** Takes the next event; after the end or a failure nothing counts any more. */
    public void add(ChatEvent event) {
        if (over()) {
            return;
        }
        switch (event) {
            case ChatEvent.Started it -> started = it;
            case ChatEvent.TextPiece it -> choice(it.choice()).text(it.text());
            case ChatEvent.ReasoningPiece it -> choice(it.choice()).reasoning(it.text());
            case ChatEvent.ReasoningSigned it -> choice(it.choice()).signed(it.signature());
            case ChatEvent.RedactedReasoning it -> choice(it.choice()).redacted(it.data());
            case ChatEvent.Marked it -> choice(it.choice()).marked(it.signature());
            case ChatEvent.RefusalPiece it -> choice(it.choice()).refusal(it.text());
            case ChatEvent.CallOpened it -> choice(it.choice()).open(it);
            case ChatEvent.CallPiece it -> choice(it.choice()).arguments(it.call(), it.arguments());
            case ChatEvent.ImageMade it -> choice(it.choice()).image(it.image());
            case ChatEvent.Cited it -> choice(it.choice()).cited(it.annotation());
            case ChatEvent.Weighed it -> choice(it.choice()).weighed(it.logprobs());
            case ChatEvent.Finished it -> choice(it.choice()).finished(it.finish());
            case ChatEvent.Counted it -> usage = it.usage();
            case ChatEvent.Ended it -> ended = true;
            case ChatEvent.Failed it -> failed = it;
            case ChatEvent.Unreadable it -> {
                // whoever reads the frames counts these
            }
        }
    }

    /** Whether the answer is complete or broken. */
    public boolean over() {
        return ended || failed != null;
    }

    /**
     * The answer.
     *
     * @throws GatewayException with {@code Broken} when the stream failed, never ended or left a choice unfinished
     */
    public ChatReply reply() {
        if (failed != null) {
            throw new GatewayException(new Failure.Broken(failed.status(), failed.message()));
        }
        if (!ended || started == null) {
            throw cutOff();
        }
        List<Choice> complete = choices.entrySet().stream()
                .map(entry -> entry.getValue().choice(entry.getKey()).orElseThrow(Folder::cutOff)).toList();
        return new ChatReply(started.id(), started.model(), started.createdSeconds(), started.serviceTier(), complete,
                Optional.ofNullable(usage));
    }

    private ChoiceFolder choice(int index) {
        return choices.computeIfAbsent(index, it -> new ChoiceFolder());
    }

    private static GatewayException cutOff() {
        return new GatewayException(new Failure.Broken(502, "upstream ended the stream early"));
    }
}
