package io.omniroute.translation;

import io.omniroute.catalog.Ability;
import io.omniroute.catalog.Capabilities;
import io.omniroute.domain.Format;
import io.omniroute.domain.route.Endpoint;
import io.omniroute.domain.stream.Frame;
import io.omniroute.translation.openai.OpenAiRequestRepair;
import io.omniroute.translation.openai.Sanitiser;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a provider needs although it speaks the client's dialect (L-3, L-4): members and roles it does not know are
 * taken out of the request, what strict clients do not know out of the answer. Only the OpenAI form has enough
 * imitators to need it; the vendor's own answers and all other dialects pass as they are.
 */
public final class Repairs {
    private final Endpoint endpoint;
    private final Capabilities able;
    private final @Nullable Sanitiser sanitiser;

    private Repairs(Endpoint endpoint, Capabilities able, @Nullable Sanitiser sanitiser) {
        this.endpoint = endpoint;
        this.able = able;
        this.sanitiser = sanitiser;
    }

    /** @param sanitiser for answers of providers that only imitate the vendor */
    public static Repairs of(Endpoint endpoint, Capabilities able, TranslationSettings settings,
            Supplier<Sanitiser> sanitiser) {
        boolean imitated = settings.sanitizeResponses() && openAi(endpoint) && !endpoint.nativeApi();
        return new Repairs(endpoint, able, imitated ? sanitiser.get() : null);
    }

    private static boolean openAi(Endpoint endpoint) {
        return endpoint.format() == Format.OPENAI;
    }

    /** The request for this target; the same array when it needs nothing. */
    public byte[] request(byte[] body, RequestHead head) {
        boolean google = endpoint.baseUrl().contains("googleapis.com");
        return openAi(endpoint) ? OpenAiRequestRepair.apply(body, head.traits(), able, google) : body;
    }

    /** Whether answers have to be understood, not only cleaned: thoughts stand in the text (stream rules, section 5). */
    public boolean throughHub() {
        return sanitiser != null && able.can(Ability.THINK_TAGS);
    }

    /** A complete answer; the same array when nothing has to change. */
    public byte[] body(byte[] body) {
        return sanitiser == null ? body : sanitiser.body(body);
    }

    /** The frames of a stream; one that no rule changes keeps its own bytes. */
    public StreamState<Frame, Frame> stream() {
        return sanitiser == null ? StreamState.unchanged() : sanitiser.stream();
    }
}
