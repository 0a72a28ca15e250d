package io.omniroute.policy;

import io.omniroute.domain.key.Caller;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.key.ApiKey;

/** The first question to every request on the compatibility API: who pays for it, and may a stranger (10 §2.2, §2.3). */
public final class Judge {
    private Judge() {}

    /**
     * Decides by the key, and without a valid one by the origin.
     *
     * @return {@code Refuse} with 401 for a missing, unknown, inactive or expired key where it matters, with 403
     *     {@code origin_not_allowed} or {@code host_not_allowed} for a web page without a valid key
     */
    public static Verdict judge(KeyRules rules, Presented presented) {
        return presented.key().map(key -> withKey(key, presented)).orElseGet(() -> withoutKey(rules, presented));
    }

    private static Verdict withKey(ApiKey key, Presented presented) {
        if (!key.active()) {
            return unauthorized("API key is inactive");
        }
        if (key.expired(presented.now())) {
            return unauthorized("API key has expired");
        }
        return new Verdict.Admit(Caller.of(key), false);
    }

    private static Verdict withoutKey(KeyRules rules, Presented presented) {
        if (presented.keyPresent() && (rules.keyRequired() || rules.unknownKeysRefused())) {
            return unauthorized("Invalid API key");
        }
        if (rules.keyRequired()) {
            return unauthorized("Missing API key");
        }
        return presented.origin().refusal().<Verdict>map(Verdict.Refuse::new)
                .orElseGet(() -> new Verdict.Admit(Caller.LOCAL, presented.keyPresent()));
    }

    private static Verdict unauthorized(String message) {
        return new Verdict.Refuse(Failure.Refused.of(401, "invalid_api_key", message));
    }
}
