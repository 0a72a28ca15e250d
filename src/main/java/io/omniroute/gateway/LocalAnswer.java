package io.omniroute.gateway;

import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Choice;
import io.omniroute.domain.chat.FinishReason;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Usage;
import io.omniroute.translation.Answering;
import io.omniroute.translation.ClientDialect;
import io.omniroute.translation.Dialects;
import io.omniroute.translation.Folding;
import io.omniroute.translation.Ids;
import io.omniroute.translation.ToolNames;
import io.omniroute.upstream.http.Cancellation;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** An answer of one short text that the gateway gives itself, in the client's dialect; no account is touched. */
final class LocalAnswer {
    /** Stands where the provider of an answer stands. */
    static final String PROVIDER = "bypass";
    /** One token each way: strict clients want to see some. */
    private static final Usage USAGE = new Usage(1, 1, OptionalLong.of(2), OptionalLong.empty(),
            OptionalLong.empty(), OptionalLong.empty());

    private final Exchange exchange;
    private final Asked asked;
    private final ClientDialect dialect;

    LocalAnswer(Exchange exchange, Asked asked) {
        this.exchange = exchange;
        this.asked = asked;
        this.dialect = Dialects.client(asked.head().format());
    }

    /** @param request the one that is answered */
    Outcome give(String text, ChatRequest request) {
        exchange.answersLocally(PROVIDER);
        var ids = new Ids(UUID.randomUUID().toString());
        long now = exchange.inbound().arrived().getEpochSecond();
        var context = new Answering(request, ToolNames.SAME, asked.model(), now, ids,
                exchange.inbound().times()::elapsedNanos);
        var reply = new ChatReply(ids.of("reply"), asked.model(), now, Optional.empty(),
                List.of(new Choice(List.of(new Part.Text(text)), FinishReason.STOP)), Optional.of(USAGE));
        Map<String, String> headers = new HashMap<>(Map.of("X-OmniRoute-Provider", PROVIDER));
        return asked.streaming() ? played(reply, context, headers) : complete(reply, context, headers);
    }

    private Outcome played(ChatReply reply, Answering context, Map<String, String> headers) {
        exchange.enter(Exchange.Phase.FIRST_CONTENT);
        var passage = ThroughHub.towards(dialect.encoder(context));
        Progress progress = Progress.wanted(exchange.inbound().wishes(), asked.form(), headers);
        return new StreamRelay(exchange, new Cancellation(), asked.form(), headers, passage, progress)
                .play(passage.play(Folding.unfold(reply)));
    }

    private Outcome complete(ChatReply reply, Answering context, Map<String, String> headers) {
        try {
            exchange.consumption().reported(USAGE.counted());
            exchange.answered(200);
            exchange.channel().answer(200, "application/json", headers, dialect.encodeReply(reply, context));
            return new Outcome.Answered(200);
        } catch (IOException e) {
            return new Outcome.Left();
        }
    }
}
