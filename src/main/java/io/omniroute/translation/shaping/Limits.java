package io.omniroute.translation.shaping;

import io.omniroute.domain.json.Json;
import java.util.List;
import java.util.Optional;

/** The most output tokens a client asks for, held under a policy's limit. */
final class Limits {
    private Limits() {}

    /**
     * Lowers each limit that is too high; where the client named none, the one the encoder would name is set.
     *
     * @param names what the dialect calls its limit
     */
    static void cap(OwnBody own, List<String> names, int most, Optional<Json.Obj> wanted) {
        List<String> given = names.stream().filter(own::has).toList();
        given.stream().filter(name -> exceeds(own.value(name), most)).forEach(name -> own.set(name, Json.Num.of(most)));
        if (given.isEmpty()) {
            String name = names.stream().filter(it -> wanted.filter(pattern -> pattern.has(it)).isPresent())
                    .findFirst().orElse(names.getLast());
            own.set(name, Json.Num.of(most));
        }
    }

    /** An absent limit is none, and what is no whole number is the provider's to refuse. */
    static boolean exceeds(Optional<Json> limit, int most) {
        return limit.isEmpty() || limit.get() instanceof Json.Num number && number.value() > most;
    }
}
