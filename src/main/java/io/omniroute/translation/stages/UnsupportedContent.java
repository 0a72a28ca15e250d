package io.omniroute.translation.stages;

import io.omniroute.catalog.Ability;
import io.omniroute.catalog.Capabilities;
import io.omniroute.domain.Format;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import io.omniroute.translation.Refusals;
import io.omniroute.translation.Target;
import java.util.List;

/** Pictures, sounds and PDFs for a model that takes none are refused, never left out (translation section 7). */
final class UnsupportedContent implements RequestStage {
    @Override
    public ChatRequest apply(ChatRequest request, Format to, Target target) {
        Capabilities able = target.capabilities();
        if (!able.can(Ability.VISION) || !able.can(Ability.AUDIO) || !able.can(Ability.PDF)) {
            for (int i = 0; i < request.messages().size(); i++) {
                check("messages[" + i + "]", content(request.messages().get(i)), able);
            }
        }
        return request;
    }

    /** A tool message's content is that of its result. */
    private static List<Part> content(Message message) {
        return message.parts().size() == 1 && message.parts().getFirst() instanceof Part.ToolResult result
                ? result.content()
                : message.parts();
    }

    private static void check(String path, List<Part> parts, Capabilities able) {
        for (int i = 0; i < parts.size(); i++) {
            String place = path + ".content[" + i + "]";
            switch (parts.get(i)) {
                case Part.Image image -> demand(able, Ability.VISION, place, "images");
                case Part.Audio audio -> demand(able, Ability.AUDIO, place, "audio");
                case Part.Document document when isPdf(document.source()) ->
                    demand(able, Ability.PDF, place, "PDF documents");
                case Part.ToolResult result -> check(place, result.content(), able);
                case Part.Document document -> {
                }
                case Part.Text text -> {
                }
                case Part.Reasoning reasoning -> {
                }
                case Part.Redacted redacted -> {
                }
                case Part.Mark mark -> {
                }
                case Part.Refusal refusal -> {
                }
                case Part.ToolCall call -> {
                }
            }
        }
    }

    /** A document behind a URL without a type is a PDF: no dialect knows another (CO-13, RO-6). */
    private static boolean isPdf(Media source) {
        return switch (source) {
            case Media.Inline inline -> inline.mimeType().equals("application/pdf");
            case Media.Remote remote -> remote.mimeType().isEmpty() || remote.mimeType().equals("application/pdf");
            case Media.PlainText text -> false;
        };
    }

    private static void demand(Capabilities able, Ability ability, String place, String what) {
        if (!able.can(ability)) {
            throw Refusals.content(place, "This model does not take " + what);
        }
    }
}
