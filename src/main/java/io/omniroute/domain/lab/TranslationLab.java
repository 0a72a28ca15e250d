package io.omniroute.domain.lab;

import io.omniroute.domain.Format;

/** The corridor's translation, step by step, and its way to a provider; nothing but {@link #send} calls anybody. */
public interface TranslationLab {
    /**
     * A client's request in the hub's words, written as an OpenAI chat body.
     *
     * @throws io.omniroute.domain.failure.GatewayException with {@code Refused} 400 for what cannot be expressed
     */
    Translated toHub(Sample sample);

    /**
     * The request as a provider of this format would get it; unchanged but for its model when it has that format.
     *
     * @throws io.omniroute.domain.failure.GatewayException as {@link #toHub}
     */
    Translated toFormat(Sample sample, Format target);

    /**
     * The request as this provider would get it, with what its model is able to do and the model's own name there.
     *
     * @param provider id, alias or node prefix
     * @throws io.omniroute.domain.failure.GatewayException as {@link #toHub}, and for an unknown provider or model
     */
    Translated toProvider(Sample sample, String provider);

    /**
     * The call that would be made.
     *
     * @throws io.omniroute.domain.failure.GatewayException with {@code Refused} 400 without an active connection
     */
    PreparedCall call(ReadyRequest ready);

    /**
     * Sends a request through the corridor and waits until its answer begins. To be closed.
     *
     * @param requestId names it in the logs
     * @throws io.omniroute.domain.failure.GatewayException for what no provider was asked for
     */
    SentAnswer send(ReadyRequest ready, String requestId);
}
