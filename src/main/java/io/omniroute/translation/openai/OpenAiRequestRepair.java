package io.omniroute.translation.openai;

import io.omniroute.catalog.Ability;
import io.omniroute.catalog.Capabilities;
import io.omniroute.domain.json.Json;
import io.omniroute.translation.RequestHead.Trait;
import io.omniroute.translation.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a chat request needs before a target of the same dialect takes it (L-3): roles the target knows, and
 * none of the members that exist only between this gateway and its clients (translation section 3). Everything else,
 * unknown members and number literals included, stays; only white space between tokens is lost.
 */
public final class OpenAiRequestRepair {
    private static final Set<String> HUB_FIELDS = Set.of("thinking_blocks", "extra_content");

    private final Capabilities able;
    private final boolean google;

    private OpenAiRequestRepair(Capabilities able, boolean google) {
        this.able = able;
        this.google = google;
    }

    /**
     * The body for this target; the same array when nothing has to change.
     *
     * @param traits as found in the body
     * @param google the target is Google's OpenAI form, which defines {@code extra_content}
     */
    public static byte[] apply(byte[] body, Set<Trait> traits, Capabilities able, boolean google) {
        boolean needed = traits.contains(Trait.HUB_FIELDS)
                || (traits.contains(Trait.DEVELOPER_ROLE) && !able.can(Ability.DEVELOPER_ROLE))
                || (traits.contains(Trait.SYSTEM_ROLE) && !able.can(Ability.SYSTEM_ROLE));
        if (!needed) {
            return body;
        }
        return JsonText.parse(body).filter(Json.Obj.class::isInstance).map(Json.Obj.class::cast)
                .map(it -> JsonText.bytes(new OpenAiRequestRepair(able, google).body(it))).orElse(body);
    }

    private Json.Obj body(Json.Obj body) {
        List<Json> messages = body.elements("messages").stream().map(this::message).toList();
        return body.with("messages", new Json.Arr(able.can(Ability.SYSTEM_ROLE) ? messages : folded(messages)));
    }

    private Json message(Json message) {
        if (!(message instanceof Json.Obj object)) {
            return message;
        }
        Json.Obj result = object;
        for (String field : HUB_FIELDS) {
            result = google && field.equals("extra_content") ? result : result.without(field);
        }
        if (!able.can(Ability.REPLAY_REASONING)) {
            result = result.without("reasoning_content");
        }
        if (result.has("tool_calls") && !google) {
            result = result.with("tool_calls", new Json.Arr(result.elements("tool_calls").stream()
                    .map(call -> call instanceof Json.Obj it ? it.without("extra_content") : call).toList()));
        }
        return role(result);
    }

    private Json.Obj role(Json.Obj message) {
        boolean developer = message.text("role").filter("developer"::equals).isPresent();
        return developer && !able.can(Ability.DEVELOPER_ROLE) ? message.with("role", new Json.Str("system")) : message;
    }

    /** the system texts stand before the first user message's own. */
    private static List<Json> folded(List<Json> messages) {
        String system = messages.stream().filter(it -> is(it, "system")).map(it -> text((Json.Obj) it))
                .filter(it -> !it.isEmpty()).collect(Collectors.joining("\n\n"));
        List<Json> rest = new ArrayList<>(messages.stream().filter(it -> !is(it, "system")).toList());
        if (system.isEmpty()) {
            return rest;
        }
        for (int i = 0; i < rest.size(); i++) {
            if (is(rest.get(i), "user")) {
                rest.set(i, preceded((Json.Obj) rest.get(i), system));
                return rest;
            }
        }
        rest.addFirst(Json.Obj.builder().put("role", "user").put("content", system).build());
        return rest;
    }

    private static boolean is(Json message, String role) {
        return message instanceof Json.Obj object && object.text("role").filter(role::equals).isPresent();
    }

    private static String text(Json.Obj message) {
        return message.text("content").orElseGet(() -> message.elements("content").stream()
                .flatMap(part -> part instanceof Json.Obj it ? it.text("text").stream() : Stream.empty())
                .collect(Collectors.joining("\n\n")));
    }

    private static Json.Obj preceded(Json.Obj user, String system) {
        if (user.get("content").orElse(Json.Literal.NULL) instanceof Json.Arr parts) {
            List<Json> all = new ArrayList<>();
            all.add(Json.Obj.builder().put("type", "text").put("text", system).build());
            all.addAll(parts.elements());
            return user.with("content", new Json.Arr(all));
        }
        String own = user.text("content").orElse("");
        return user.with("content", new Json.Str(own.isEmpty() ? system : system + "\n\n" + own));
    }
}
