package io.omniroute.gateway;

import io.omniroute.cache.Caches;
import io.omniroute.cache.Eligibility.Look;
import io.omniroute.cache.ResponseCache.Hit;
import io.omniroute.cache.ResponseCache.Validity;
import io.omniroute.cache.Signature;
import io.omniroute.domain.chat.ChatReply;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.domain.key.ApiKey;
import io.omniroute.domain.route.Leg;
import io.omniroute.domain.settings.Settings;
import io.omniroute.translation.RequestHead.Sampling;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Equal requests get one answer (40 section 11): from the response cache, else from a call they share. Whoever is not
 * eligible passes without being hashed or taken apart.
 */
final class CachedAnswers {
    private static final Logger LOG = System.getLogger(CachedAnswers.class.getName());
    private static final String HEADER = "X-OmniRoute-Cache";
    private static final int MOST_BODY = 1 << 20;

    private final Caches caches;
    private final Clock clock;

    CachedAnswers(Caches caches, Clock clock) {
        this.caches = caches;
        this.clock = clock;
    }

    /**
     * A request whose way is known.
     *
     * @param resolved {@code provider/model}; empty for a combo
     */
    record Question(Exchange exchange, Asked asked, Settings settings, Optional<String> resolved) {
        Optional<String> apiKeyId() {
            return exchange.inbound().caller().key().map(ApiKey::id);
        }

        private boolean unwanted() {
            return exchange.inbound().wishes().marks().noCache()
                    || exchange.inbound().caller().key().filter(ApiKey::noLog).isPresent();
        }

        Look look() {
            Sampling sampling = asked.head().ask().sampling();
            return new Look(asked.streaming(), unwanted(), sampling.temperature(), sampling.tools(),
                    sampling.answers());
        }

        Signature.Scope scope() {
            return new Signature.Scope(asked.model(), resolved, apiKeyId(), settings.systemPrompt(),
                    settings.thinking());
        }
    }

    /** An answer that is known, else what {@code work} gives. */
    Outcome around(Question question, Supplier<Outcome> work) {
        Look look = question.look();
        boolean kept = question.settings().cache().enabled() && caches.eligibility().answersMayBeKept(look);
        boolean shared = caches.eligibility().callsMayBeShared(look)
                && question.exchange().inbound().body().length() <= MOST_BODY;
        if (!kept && !shared) {
            return work.get();
        }
        Optional<Signature> signature = kept ? signature(question) : Optional.empty();
        Optional<Hit> hit = signature.flatMap(it -> caches.answers().get(it, clock.instant()));
        if (hit.isPresent()) {
            return KeptReply.give(question.exchange(), question.asked(), hit.get().reply(), hit.get().model(),
                    Map.of(HEADER, "HIT"));
        }
        var shares = new SharedCalls(caches.flights(), question);
        signature.ifPresent(it -> missed(question, it, shares));
        return shared ? shares.around(signature, work) : work.get();
    }

    /** Empty for a request only its own provider understands: nobody could say what its answer means. */
    private static Optional<Signature> signature(Question question) {
        try {
            return Optional.of(Signature.of(question.asked().hub().get(), question.scope()));
        } catch (GatewayException e) {
            return Optional.empty();
        }
    }

    private void missed(Question question, Signature signature, SharedCalls shares) {
        Exchange exchange = question.exchange();
        exchange.through(channel -> new ToldChannel(channel, Map.of(HEADER, "MISS"), told -> {}));
        exchange.company().keepsBy(reply -> keep(question, signature, reply).ifPresent(shares::heard));
    }

    private Optional<ChatReply> keep(Question question, Signature signature, Supplier<ChatReply> answer) {
        Duration life = question.settings().cache().life().orElse(caches.life());
        try {
            ChatReply reply = answer.get();
            if (life.isPositive()) {
                caches.answers().put(signature, question.apiKeyId(), reply,
                        question.exchange().leg().map(CachedAnswers::name).orElse(""),
                        new Validity(clock.instant(), life));
            }
            return Optional.of(reply);
        } catch (GatewayException e) {
            LOG.log(Level.DEBUG, "request={0} its answer is not kept: the hub cannot read it",
                    question.exchange().inbound().requestId());
            return Optional.empty();
        }
    }

    static String name(Leg leg) {
        return leg.endpoint().provider() + "/" + leg.model();
    }
}
