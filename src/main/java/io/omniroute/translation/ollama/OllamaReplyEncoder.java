package io.omniroute.translation.ollama;

import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.chat.Choice;
import io.omniroute.domain.chat.FinishReason;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Answering;
import io.omniroute.translation.ollama.AnswerHead.Spent;
import java.util.Optional;

/** A complete answer → one object. There is but one answer; signatures and sources have no place. */
final class OllamaReplyEncoder {
    private OllamaReplyEncoder() {}

    static Json.Obj encode(ChatReply reply, Answering context) {
        Optional<Choice> choice = reply.choices().stream().filter(it -> it.index() == 0).findFirst();
        var message = new AnswerMessage();
        choice.ifPresent(it -> it.parts().forEach(part -> part(part, message)));
        FinishReason reason = choice.map(it -> it.finish().reason()).orElse(FinishReason.STOP);
        return AnswerHead.of(context, reply.createdSeconds()).last(message.build(), reason, reply.usage(),
                new Spent(0, context.elapsedNanos().getAsLong()));
    }

    private static void part(Part part, AnswerMessage message) {
        switch (part) {
            case Part.Text text -> message.say(text.text());
            case Part.Refusal refusal -> message.say(refusal.text());
            case Part.Reasoning reasoning -> message.think(reasoning.text());
            case Part.Image image -> message.show(image.source());
            case Part.ToolCall call -> message.call(call.id(), call.name(), call.arguments());
            case Part.Redacted redacted -> {
            }
            case Part.Mark mark -> {
            }
            case Part.Audio audio -> {
            }
            case Part.Document document -> {
            }
            case Part.ToolResult result -> {
            }
        }
    }
}
