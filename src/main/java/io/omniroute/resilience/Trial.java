package io.omniroute.resilience;

import io.omniroute.domain.resilience.Profile;
import java.time.Duration;

/**
 * Who was asked when an attempt failed.
 *
 * @param accountLevel backoff level of the account, from 0
 * @param pairLevel backoff level of the model on it, from 0
 * @param perModelQuota the provider counts requests per model
 * @param longest no cooldown is longer
 */
public record Trial(Target target, Profile profile, int accountLevel, int pairLevel, boolean perModelQuota,
        Duration longest) {}
