package io.omniroute.translation.responses;

import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import java.util.ArrayList;
import java.util.List;

/** Hub values, a line for each thing they say. */
final class Shown {
    private Shown() {}

    static List<String> request(ChatRequest request) {
        var lines = new ArrayList<String>();
        for (Message message : request.messages()) {
            lines.add(message.role().toString());
            message.parts().forEach(part -> lines.add("  " + part));
        }
        request.tools().forEach(tool -> lines.add(tool.toString()));
        lines.add("choice " + request.toolChoice() + " parallel " + request.parallelToolCalls());
        lines.add("limit " + request.maxTokens() + " format " + request.replyFormat());
        lines.add(request.reasoning().toString());
        lines.add("knobs " + request.knobs());
        lines.add("stream " + request.stream() + " usage " + request.includeUsage());
        lines.add("dropped " + request.dropped() + " extras " + request.extras());
        return lines;
    }

    static List<String> reply(ChatReply reply) {
        var lines = new ArrayList<String>();
        lines.add(reply.id() + ' ' + reply.model() + ' ' + reply.createdSeconds() + ' ' + reply.serviceTier());
        reply.choices().forEach(choice -> {
            for (Part part : choice.parts()) {
                lines.add("  " + part);
            }
            choice.annotations().forEach(it -> lines.add("  " + it));
            choice.logprobs().ifPresent(it -> lines.add("  " + it));
            lines.add("  " + choice.finish());
        });
        lines.add(reply.usage().toString());
        return lines;
    }
}
