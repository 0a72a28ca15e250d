package io.omniroute.translation.responses;

import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.Answering;
import java.util.Optional;

/** A call or reasoning item of an upstream in the hub's words (RR-7, RR-8). */
final class CallItem {
    private CallItem() {}

    static boolean custom(Json.Obj item) {
        return item.text("type").filter("custom_tool_call"::equals).isPresent();
    }

    /** The id the client answers with; a made one where the upstream gives none. */
    static String id(Json.Obj item, int index, Answering context) {
        return item.text("call_id").or(() -> item.text("id")).filter(it -> !it.isEmpty())
                .orElseGet(() -> "call_" + context.ids().of("call " + index));
    }

    static String name(Json.Obj item, Answering context) {
        return context.names().toClient(item.text("name").orElse(""));
    }

    /** What has come of the arguments. */
    static String arguments(Json.Obj item) {
        return item.text(custom(item) ? "input" : "arguments").orElse("");
    }

    /** A finished call; a function without arguments has an empty object of them. */
    static Part.ToolCall part(Json.Obj item, int index, Answering context) {
        String arguments = arguments(item);
        return new Part.ToolCall(id(item, index, context), name(item, context),
                arguments.isEmpty() && !custom(item) ? "{}" : arguments, custom(item), Optional.empty());
    }

    /** The seal of a reasoning item, which its vendor takes back together with the item's id. */
    static Optional<Signature> signature(Json.Obj item) {
        return item.text("encrypted_content").flatMap(content -> Seal.open(content, item.text("id").orElse("")))
                .flatMap(seal -> seal instanceof Seal.Opened.Own own ? Optional.of(own.signature()) : Optional.empty());
    }
}
