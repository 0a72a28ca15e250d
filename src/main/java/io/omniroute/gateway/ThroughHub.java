package io.omniroute.gateway;

import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.domain.stream.Frame;
import io.omniroute.domain.stream.Observation;
import io.omniroute.domain.stream.Observation.StreamFailure;
import io.omniroute.domain.usage.TokenUsage;
import io.omniroute.translation.Problem;
import io.omniroute.translation.StreamState;
import io.omniroute.translation.Translation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sides speak different dialects: frames become events of the hub, these become the client's. */
final class ThroughHub implements Passage {
    private StreamState<Frame, ChatEvent> decoding;
    private StreamState<ChatEvent, ClientEvent> encoding;
    private boolean finished;

    ThroughHub(Translation translation) {
        decoding = translation.decoder();
        encoding = translation.encoder();
    }

    private ThroughHub(StreamState<Frame, ChatEvent> decoding, StreamState<ChatEvent, ClientEvent> encoding) {
        this.decoding = decoding;
        this.encoding = encoding;
    }

    /** For an answer that no upstream gives: it can but be played. */
    static ThroughHub towards(StreamState<ChatEvent, ClientEvent> encoding) {
        return new ThroughHub(new NoUpstream(), encoding);
    }

    @Override
    public Passed on(Frame frame) {
        StreamState.Step<Frame, ChatEvent> step = decoding.on(frame);
        decoding = step.next();
        return passed(step.out());
    }

    @Override
    public Passed end() {
        return passed(decoding.end());
    }

    /** A whole answer played as a stream (10 section 3.3). */
    Passed play(List<ChatEvent> answer) {
        return passed(answer);
    }

    @Override
    public boolean complete() {
        return finished;
    }

    @Override
    public ClientEvent failureEvent(Failure failure, String requestId) {
        Problem problem = Problem.of(failure);
        StreamState.Step<ChatEvent, ClientEvent> step = encoding.on(
                new ChatEvent.Failed(problem.status(), problem.message()));
        encoding = step.next();
        return step.out().getLast();
    }

    private Passed passed(List<ChatEvent> events) {
        var meaning = new Meaning();
        List<Outgoing> out = new ArrayList<>(events.size());
        for (ChatEvent event : events) {
            meaning.add(event);
            if (!(event instanceof ChatEvent.Failed)) { // told by the relay, which knows whether anybody was told before
                StreamState.Step<ChatEvent, ClientEvent> step = encoding.on(event);
                encoding = step.next();
                step.out().forEach(it -> out.add(new Outgoing.Event(it)));
            }
        }
        finished |= meaning.finished || meaning.terminal;
        return new Passed(out, meaning.observation(), false);
    }

    /** A stream that does not come. */
    private record NoUpstream() implements StreamState<Frame, ChatEvent> {
        @Override
        public Step<Frame, ChatEvent> on(Frame frame) {
            return new Step<>(this, List.of());
        }

        @Override
        public List<ChatEvent> end() {
            return List.of();
        }
    }

    /** What the events of one frame say together. */
    private static final class Meaning {
        private boolean content;
        private boolean finished;
        private boolean terminal;
        private boolean unreadable;
        private int characters;
        private @Nullable TokenUsage usage;
        private @Nullable StreamFailure failure;

        void add(ChatEvent event) {
            switch (event) {
                case ChatEvent.TextPiece it -> content(it.text());
                case ChatEvent.ReasoningPiece it -> content(it.text());
                case ChatEvent.RefusalPiece it -> content(it.text());
                case ChatEvent.CallOpened it -> content(it.name());
                case ChatEvent.CallPiece it -> content(it.arguments());
                case ChatEvent.ReasoningSigned it -> content = true;
                case ChatEvent.RedactedReasoning it -> content = true;
                case ChatEvent.ImageMade it -> content = true;
                case ChatEvent.Finished it -> finished = true;
                case ChatEvent.Counted it -> usage = it.usage().counted();
                case ChatEvent.Ended it -> terminal = true;
                case ChatEvent.Failed it -> failure = new StreamFailure(it.status(), it.message());
                case ChatEvent.Unreadable it -> unreadable = true;
                case ChatEvent.Started it -> {
                }
                case ChatEvent.Marked it -> {
                }
                case ChatEvent.Cited it -> {
                }
                case ChatEvent.Weighed it -> {
                }
            }
        }

        private void content(String text) {
            content = true;
            characters += text.length();
        }

        Observation observation() {
            return new Observation(content, finished, terminal || failure != null, false, usage, failure, unreadable,
                    characters);
        }
    }
}
