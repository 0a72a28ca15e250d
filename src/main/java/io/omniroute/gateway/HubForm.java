package io.omniroute.gateway;

import io.omniroute.catalog.Capabilities;
import io.omniroute.catalog.CapabilityRules;
import io.omniroute.domain.Format;
import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.translation.Dialects;
import io.omniroute.translation.Ids;
import io.omniroute.translation.Target;
import io.omniroute.translation.Translation;
import io.omniroute.translation.Translation.Circumstances;
import io.omniroute.translation.TranslationSettings;
import io.omniroute.translation.stages.ThinkTags;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/** A request in some dialect, written for nobody in particular: what people look at, not what is sent. */
final class HubForm {
    /** The dialect with the hub's own fields (translation section 3). */
    static final Format FORMAT = Format.OPENAI;

    private HubForm() {}

    /** In the hub's own dialect. */
    static Translation of(ChatRequest request, Format client, String model, boolean stream) {
        return of(request, client, FORMAT, model, stream);
    }

    /** In the dialect of a target, as far as its model's name tells what it can do. */
    static Translation of(ChatRequest request, Format client, Format target, String model, boolean stream) {
        Capabilities able = CapabilityRules.of(target, target.id(), model, OptionalLong.empty(), Map.of());
        return Translation.of(request, Dialects.client(client), Dialects.upstream(target),
                new Target(target.id(), model, able, stream, Map.of(), new Ids(UUID.randomUUID().toString())),
                new Circumstances(TranslationSettings.DEFAULT, ThinkTags.PLAIN, 0));
    }
}
