package io.omniroute.translation.gemini;

import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Role;
import io.omniroute.translation.Ids;
import io.omniroute.translation.Target;

/** The id under which Cloud Code keeps the requests of one conversation together (AO-5). */
public final class CloudCodeSession {
    private CloudCodeSession() {}

    /** The same for every request of a conversation on one connection: of the connection and the first user text. */
    public static String id(ChatRequest request, Target target) {
        String connection = target.account("connection").orElse(target.provider());
        String first = request.messages().stream().filter(message -> message.role() == Role.USER)
                .flatMap(message -> message.parts().stream())
                .map(part -> part instanceof Part.Text text ? text.text() : "").filter(text -> !text.isEmpty())
                .findFirst().orElse("");
        return new Ids(connection).uuid(first).toString();
    }
}
