package io.omniroute.cache;

import io.omniroute.domain.chat.Annotation;
import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.chat.Choice;
import io.omniroute.domain.chat.Finish;
import io.omniroute.domain.chat.FinishReason;
import io.omniroute.domain.chat.Usage;
import io.omniroute.domain.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The hub's answer as a JSON value and back, so that it can rest. */
final class ReplyForm {
    private ReplyForm() {}

    static Json.Obj write(ChatReply reply) {
        return Json.Obj.builder().put("id", reply.id()).put("model", reply.model()).put("created",
                reply.createdSeconds())
                .putText("tier", reply.serviceTier())
                .put("choices", reply.choices().stream().map(ReplyForm::write).toList())
                .put("usage", reply.usage().map(ReplyForm::write)).build();
    }

    /** @return empty for what is no answer as {@link #write} leaves it, perhaps one of a later program */
    static Optional<ChatReply> read(Json.Obj value) {
        try {
            return Optional.of(reply(value));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ChatReply reply(Json.Obj value) {
        return new ChatReply(PartForm.text(value, "id"), PartForm.text(value, "model"), number(value, "created"),
                value.text("tier"), value.elements("choices").stream().map(it -> choice(PartForm.object(it))).toList(),
                value.object("usage").map(ReplyForm::usage));
    }

    private static Json.Obj write(Choice choice) {
        Finish finish = choice.finish();
        return Json.Obj.builder().put("index", choice.index())
                .put("parts", choice.parts().stream().map(PartForm::write).toList())
                .put("cited", choice.annotations().stream().map(ReplyForm::write).toList())
                .put("logprobs", choice.logprobs()).put("finish", finish.reason().name())
                .putText("reason", finish.vendorReason()).putText("stop", finish.stopSequence()).build();
    }

    private static Choice choice(Json.Obj value) {
        var finish = new Finish(FinishReason.valueOf(PartForm.text(value, "finish")), value.text("reason"),
                value.text("stop"));
        List<Json> cited = value.elements("cited");
        return new Choice((int) number(value, "index"),
                value.elements("parts").stream().map(it -> PartForm.read(PartForm.object(it))).toList(),
                cited.stream().map(it -> annotation(PartForm.object(it))).toList(), value.object("logprobs"), finish);
    }

    private static Json.Obj write(Annotation cited) {
        return Json.Obj.builder().put("start", cited.start()).put("end", cited.end()).put("title", cited.title())
                .put("url", cited.url()).build();
    }

    private static Annotation annotation(Json.Obj value) {
        return new Annotation((int) number(value, "start"), (int) number(value, "end"), PartForm.text(value, "title"),
                PartForm.text(value, "url"));
    }

    private static Json.Obj write(Usage usage) {
        var members = Json.Obj.builder().put("prompt", usage.prompt()).put("completion", usage.completion());
        usage.total().ifPresent(it -> members.put("total", it));
        usage.cacheRead().ifPresent(it -> members.put("cacheRead", it));
        usage.cacheWrite().ifPresent(it -> members.put("cacheWrite", it));
        usage.reasoning().ifPresent(it -> members.put("reasoning", it));
        return members.build();
    }

    private static Usage usage(Json.Obj value) {
        return new Usage(number(value, "prompt"), number(value, "completion"), optional(value, "total"),
                optional(value, "cacheRead"), optional(value, "cacheWrite"), optional(value, "reasoning"));
    }

    private static OptionalLong optional(Json.Obj value, String name) {
        return value.whole(name).map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    private static long number(Json.Obj value, String name) {
        return value.whole(name).orElseThrow(() -> PartForm.missing(name));
    }
}
