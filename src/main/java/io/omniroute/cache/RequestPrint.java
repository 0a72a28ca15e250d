package io.omniroute.cache;

import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Knob;
import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.ReasoningControl;
import io.omniroute.domain.chat.ReplyFormat;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.chat.Thinking;
import io.omniroute.domain.chat.Tool;
import io.omniroute.domain.chat.ToolChoice;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Feeds everything of a request that shapes its answer into a fingerprint. */
record RequestPrint(Fingerprint print) {
    /** Who asks and how it is filed, not what is asked. */
    private static final Set<Knob> NOISE = EnumSet.of(Knob.USER, Knob.SAFETY_IDENTIFIER, Knob.METADATA,
            Knob.PROMPT_CACHE_KEY);

    void add(ChatRequest request) {
        print.all(request.messages(), this::message).all(request.tools(), this::tool)
                .optional(request.toolChoice(), this::choice).optional(request.parallelToolCalls(), print::flag);
        print.optional(request.maxTokens().stream().boxed().findFirst(), print::number)
                .all(request.stop(), (String stop) -> print.text(stop)).number(request.candidates())
                .optional(request.replyFormat(), this::format);
        reasoning(request.reasoning());
        request.knobs().forEach((knob, value) -> {
            if (!NOISE.contains(knob)) {
                print.text(knob.field()).json(value);
            }
        });
        print.text("").json(request.extras());
    }

    private void message(Message message) {
        print.text(message.role().name()).text(message.name()).all(message.parts(), this::part);
    }

    private void part(Part part) {
        print.text(part.getClass().getSimpleName());
        switch (part) {
            case Part.Text text -> print.text(text.text());
            case Part.Image image -> media(image.source()).text(image.detail());
            case Part.Audio audio -> print.text(audio.format()).text(audio.base64());
            case Part.Document document -> media(document.source()).text(document.name()).text(document.context())
                    .optional(document.citations(), print::json);
            case Part.Reasoning reasoning -> print.text(reasoning.text()).optional(reasoning.signature(), this::seal);
            case Part.Redacted redacted -> print.text(redacted.data());
            case Part.Mark mark -> seal(mark.signature());
            case Part.Refusal refusal -> print.text(refusal.text());
            case Part.ToolCall call -> print.text(call.id()).text(call.name()).text(call.arguments())
                    .flag(call.custom()).optional(call.signature(), this::seal);
            case Part.ToolResult result -> print.text(result.callId()).text(result.toolName())
                    .all(result.content(), this::part).flag(result.failed());
        }
    }

    private Fingerprint media(Media media) {
        print.text(media.getClass().getSimpleName());
        return switch (media) {
            case Media.Inline inline -> print.text(inline.mimeType()).text(inline.base64());
            case Media.Remote remote -> print.text(remote.url()).text(remote.mimeType());
            case Media.PlainText text -> print.text(text.text());
        };
    }

    private void seal(Signature signature) {
        print.text(signature.origin().name()).text(signature.value());
    }

    private void tool(Tool tool) {
        print.text(tool.getClass().getSimpleName());
        switch (tool) {
            case Tool.Function function -> print.text(function.name()).text(function.description())
                    .optional(function.parameters(), print::json).optional(function.strict(), print::flag);
            case Tool.Custom custom -> print.text(custom.name()).text(custom.description())
                    .optional(custom.format(), print::json);
            case Tool.WebSearch search -> print.json(search.options());
            case Tool.Vendor vendor -> print.json(vendor.definition());
        }
    }

    private void choice(ToolChoice choice) {
        print.text(choice.getClass().getSimpleName());
        switch (choice) {
            case ToolChoice.Named named -> print.text(named.name()).flag(named.custom());
            case ToolChoice.Allowed allowed ->
                print.flag(allowed.required()).all(allowed.names(), (String name) -> print.text(name));
            case ToolChoice.Auto auto -> {
                // its name says all
            }
            case ToolChoice.None none -> {
            }
            case ToolChoice.Required required -> {
            }
        }
    }

    private void format(ReplyFormat format) {
        switch (format) {
            case ReplyFormat.AnyJson any -> print.text("json");
            case ReplyFormat.Schema schema -> print.text("schema").text(schema.name()).text(schema.description())
                    .json(schema.schema()).optional(schema.strict(), print::flag);
        }
    }

    private void reasoning(ReasoningControl reasoning) {
        print.text(reasoning.effort()).optional(reasoning.thinking(), this::thinking)
                .optional(reasoning.includeThoughts(), print::flag).text(reasoning.summary());
    }

    private void thinking(Thinking thinking) {
        print.text(thinking.getClass().getSimpleName());
        switch (thinking) {
            case Thinking.Enabled enabled -> print.number(enabled.budgetTokens()).text(enabled.display());
            case Thinking.Adaptive adaptive -> print.text(adaptive.display());
            case Thinking.Disabled disabled -> print.text(Optional.empty());
        }
    }
}
