package io.omniroute.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.resilience.Profile;
import io.omniroute.resilience.Verdict.Penalty;
import io.omniroute.resilience.Verdict.Reach;
import io.omniroute.resilience.Verdict.Scope;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassifierTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final Duration LONGEST = Duration.ofMinutes(30);

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            500 | no credentials for this          | ACCOUNT | PT120S | 3 | auth_error
            403 | Request not allowed              | ACCOUNT | PT5S   | 3 | rate_limit_exceeded
            500 | Rate limit reached               | ACCOUNT | PT8S   | 4 | rate_limit_exceeded
            403 | Quota exceeded for the project   | ACCOUNT | PT8S   | 4 | quota_exhausted
            503 | Too Many Requests                | ACCOUNT | PT8S   | 4 | rate_limit_exceeded
            503 | no capacity left                 | PAIR    | PT2S   | 2 | model_capacity
            529 | Overloaded                       | PAIR    | PT2S   | 2 | model_capacity
            401 | nope                             | ACCOUNT | PT120S | 3 | auth_error
            402 | nope                             | ACCOUNT | PT120S | 3 | quota_exhausted
            403 | nope                             | ACCOUNT | PT120S | 3 | quota_exhausted
            404 | nope                             | PAIR    | PT120S | 1 | unknown
            429 | nope                             | ACCOUNT | PT8S   | 4 | rate_limit_exceeded
            429 | check your plan and billing      | ACCOUNT | PT8S   | 4 | quota_exhausted
            406 | nope                             | ACCOUNT | PT24S  | 4 | server_error
            408 | nope                             | ACCOUNT | PT24S  | 4 | server_error
            500 | nope                             | ACCOUNT | PT24S  | 4 | server_error
            502 | nope                             | ACCOUNT | PT24S  | 4 | server_error
            503 | <html>Service Unavailable</html> | ACCOUNT | PT24S  | 4 | server_error
            504 | nope                             | ACCOUNT | PT24S  | 4 | server_error
            529 | nope                             | PAIR    | PT6S   | 2 | model_capacity
            503 | Resource exhausted               | PAIR    | PT6S   | 2 | model_capacity
            405 | nope                             | ACCOUNT | PT5S   | 3 | unknown
            302 |                                  | ACCOUNT | PT5S   | 3 | unknown
            """)
    void everyRowOfTheTableHolds(int status, String message, Scope scope, Duration cooldown, int level,
            String reason) {
        Verdict verdict = judged(status, message == null ? "" : message, Map.of());

        assertThat(verdict.reach()).isEqualTo(Reach.NEXT_LEG);
        assertThat(verdict.reason()).isEqualTo(reason);
        assertThat(penalty(verdict)).extracting(Penalty::scope, Penalty::cooldown, Penalty::nextLevel)
                .containsExactly(scope, cooldown, level);
    }

    @ParameterizedTest
    @CsvSource({"400", "415", "422"})
    void clientsOwnMistakePunishesNobody(int status) {
        Verdict verdict = judged(status, "rate limit, quota exceeded and no credentials are words in a prompt",
                Map.of("retry-after", "60"));

        assertThat(verdict.reach()).isEqualTo(Reach.STOP);
        assertThat(verdict.penalty()).isEmpty();
        assertThat(verdict.countsForBreaker()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            413 | whatever
            400 | This model's maximum context length is 8192 tokens
            400 | {"error":{"code":"context_length_exceeded","message":"too long"}}
            400 | {"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 210000 tokens"}}
            500 | Maximum context reached
            429 | context length of 128000 exceeded
            """)
    void tooLargeGoesOnlyToLargerModels(int status, String body) {
        Verdict verdict = judged(status, body, Map.of());

        assertThat(verdict.reach()).isEqualTo(Reach.LARGER_MODEL);
        assertThat(verdict.tooLarge()).isTrue();
        assertThat(verdict.penalty()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"error":{"type":"rate_limit_error","message":"slow down"}}     | PT8S
            {"error":{"code":"rate_limit_exceeded","message":"slow down"}}  | PT8S
            {"error":{"type":"insufficient_quota","message":"no money"}}    | PT120S
            {"error":{"type":"billing_error","message":"no money"}}         | PT120S
            {"error":{"message":"Your credit balance is too low to do it"}} | PT120S
            """)
    void badRequestThatSpeaksOfTheAccountIsTheAccounts(String body, Duration cooldown) {
        Verdict verdict = judged(400, body, Map.of());

        assertThat(verdict.reach()).isEqualTo(Reach.NEXT_LEG);
        assertThat(penalty(verdict)).extracting(Penalty::scope, Penalty::cooldown).containsExactly(Scope.ACCOUNT,
                cooldown);
        assertThat(verdict.status()).isEqualTo(400);
    }

    @Test
    void quotedWordsInsideTheMessageOfABadRequestAreNoCodes() {
        String body = "{\"error\":{\"type\":\"invalid_request_error\",\"message\":\"bad input: {\\\"type\\\": "
                + "\\\"rate_limit_error\\\"}\"}}";

        assertThat(judged(400, body, Map.of()).reach()).isEqualTo(Reach.STOP);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            retry after 20s                                                                            | PT20S
            Please try again in 1m30.5s.                                                               | PT1M30.5S
            Please retry in 33.5s.                                                                     | PT33.5S
            You have exhausted your quota on this model, your quota will reset after 2h7m23s.          | PT30M
            quota will reset after 7m23s.                                                              | PT7M23S
            {"error":{"details":[{"@type":"x/google.rpc.RetryInfo","retryDelay":"33s"}]}}               | PT33S
            {"error":{"details":[{"retryDelay":"1500ms"}]}}                                            | PT8S
            {"error":{"details":[{"retryDelay":"2m"}]}}                                                | PT2M
            {"error":{"details":[{"retryDelay":"1h"}]}}                                                | PT30M
            {"error":{"details":[{"retryDelay":45}]}}                                                  | PT45S
            {"error":{"details":[{"metadata":{"quotaResetDelay":"1m16.667923083s"}}]}}                 | PT1M16.667923083S
            {"error":{"details":[{"metadata":{"quotaResetTimeStamp":"2026-11-20T10:05:00Z"}}]}}        | PT5M
            {"error":{"message":"wrapped {\\"retryDelay\\": \\"40s\\"}"}}                              | PT40S
            retry after 0s                                                                             | PT8S
            retry after -20s                                                                           | PT8S
            """)
    void hintsInTheBodyWinWhenTheyAreLonger(String body, Duration cooldown) {
        assertThat(penalty(judged(429, body, Map.of())).cooldown()).isEqualTo(cooldown);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            retry-after                       | 20                            | PT20S
            retry-after                       | 1                             | PT8S
            retry-after                       | -1                            | PT8S
            retry-after                       | Fri, 20 Nov 2026 10:01:00 GMT | PT1M
            retry-after                       | Fri, 20 Nov 2020 10:01:00 GMT | PT8S
            retry-after-ms                    | 12500                         | PT12.5S
            x-ratelimit-reset-requests        | 1m12s                         | PT1M12S
            x-ratelimit-reset-tokens          | 20                            | PT20S
            x-ratelimit-reset                 | 1795168860000                 | PT1M
            anthropic-ratelimit-tokens-reset  | 2026-11-20T10:00:42Z          | PT42S
            """)
    void hintsInHeadersWinWhenTheyAreLonger(String name, String value, Duration cooldown) {
        assertThat(penalty(judged(429, "slow down", Map.of(name, value))).cooldown()).isEqualTo(cooldown);
    }

    @Test
    void windowThatIsNotSpentIsNoHint() {
        Map<String, String> headers = Map.of("x-ratelimit-remaining-requests", "99", "x-ratelimit-reset-requests",
                "20m", "x-ratelimit-remaining-tokens", "0", "x-ratelimit-reset-tokens", "17s");

        assertThat(penalty(judged(429, "slow down", headers)).cooldown()).isEqualTo(Duration.ofSeconds(17));
    }

    @Test
    void absurdHintEndsAtTheLongestCooldownAndIsToldForEightDays() {
        Verdict verdict = judged(429, "slow down", Map.of("retry-after", "1555200"));

        assertThat(penalty(verdict).cooldown()).isEqualTo(LONGEST);
        assertThat(penalty(verdict).quotaWindow()).contains(Duration.ofDays(8));
        assertThat(verdict.retryAfter()).contains(Duration.ofDays(8));
    }

    @Test
    void profileGivesTheCooldownOfALimitWithoutHint() {
        Failure failure = rejected(429, "slow down", Map.of());

        assertThat(penalty(Classifier.classify(failure, trial(Profile.OAUTH, false), NOW)).cooldown())
                .isEqualTo(Duration.ofSeconds(60));
        Failure hinted = rejected(429, "slow down", Map.of("retry-after", "20"));
        assertThat(penalty(Classifier.classify(hinted, trial(Profile.OAUTH, false), NOW)).cooldown())
                .isEqualTo(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Rate limit reached for model-x in organization org-1",
            "{\"error\":{\"details\":[{\"quotaDimensions\":{\"location\":\"global\",\"model\":\"other\"}}]}}"})
    void limitOfAModelLocksThePair(String body) {
        assertThat(penalty(judged(429, body, Map.of()))).extracting(Penalty::scope, Penalty::repeats)
                .containsExactly(Scope.PAIR, true);
    }

    @Test
    void limitOfAProviderThatCountsPerModelLocksThePair() {
        Verdict verdict = Classifier.classify(rejected(429, "slow down", Map.of()), trial(Profile.API_KEY, true), NOW);

        assertThat(penalty(verdict).scope()).isEqualTo(Scope.PAIR);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            401 | token expired                       | true
            403 | forbidden                           | true
            403 | quota of this month is used up      | false
            403 | billing is not enabled              | false
            403 | not available in your region        | false
            403 | accept the terms first              | false
            403 | no access to model model-x          | false
            500 | oops                                | false
            """)
    void onlyWhatATokenCanMendIsRefreshed(int status, String message, boolean refreshed) {
        assertThat(judged(status, message, Map.of()).refreshFirst()).isEqualTo(refreshed);
    }

    @ParameterizedTest
    @CsvSource({"408,true", "429,true", "500,true", "502,true", "503,true", "504,true", "529,true", "401,false",
            "402,false", "403,false", "404,false", "406,false", "418,false"})
    void breakersCountWhatTheProviderFails(int status, boolean counts) {
        assertThat(judged(status, "oops", Map.of()).countsForBreaker()).isEqualTo(counts);
    }

    @Test
    void silenceIsAnErrorOfTheServer() {
        Verdict timeout = Classifier.classify(new Failure.Timeout("no headers", Duration.ofSeconds(120)),
                trial(Profile.API_KEY, false), NOW);
        Verdict refused = Classifier.classify(new Failure.Unreachable("overloaded-host refused the connection"),
                trial(Profile.API_KEY, false), NOW);

        assertThat(timeout.status()).isEqualTo(504);
        assertThat(refused.status()).isEqualTo(502);
        assertThat(java.util.List.of(timeout, refused)).allSatisfy(verdict -> {
            assertThat(verdict.reason()).isEqualTo(Reasons.SERVER);
            assertThat(verdict.countsForBreaker()).isTrue();
            assertThat(verdict.retrySame()).isTrue();
            assertThat(penalty(verdict).scope()).isEqualTo(Scope.ACCOUNT);
        });
    }

    @Test
    void clientThatLeftAndRefusalsOfTheGatewayPunishNobody() {
        Trial trial = trial(Profile.API_KEY, false);

        assertThat(Classifier.classify(new Failure.ClientGone(), trial, NOW).penalty()).isEmpty();
        assertThat(Classifier.classify(Failure.Refused.badRequest("x"), trial, NOW).reach()).isEqualTo(Reach.STOP);
        assertThat(Classifier.classify(new Failure.Internal(), trial, NOW).penalty()).isEmpty();
        assertThat(Classifier.classify(new Failure.Unavailable("closing", null), trial, NOW).penalty()).isEmpty();
    }

    @Test
    void cooldownsGrowToTheirBoundsAndNoFurther() {
        for (int level = 0; level < 40; level++) {
            Trial trial = new Trial(target(), Profile.API_KEY, level, level, false, LONGEST);
            Penalty limited = penalty(Classifier.classify(rejected(429, "x", Map.of()), trial, NOW));
            Penalty failed = penalty(Classifier.classify(rejected(500, "x", Map.of()), trial, NOW));

            assertThat(limited.cooldown()).isEqualTo(Duration.ofSeconds(Math.min(120, level < 7 ? 1 << level : 120)));
            assertThat(limited.nextLevel()).isEqualTo(Math.max(level, Math.min(level + 1, 15)));
            assertThat(failed.cooldown()).isEqualTo(Duration.ofSeconds(level < 5 ? Math.min(60, 3 << level) : 60));
            assertThat(failed.nextLevel()).isEqualTo(Math.max(level, Math.min(level + 1, 5)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 16_384, 200_000})
    void damagedBodiesAreBorne(int size) {
        var random = new java.util.Random(size);
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        String quotes = "\"message\":\"\\u12".repeat(size / 16);

        assertThat(Classifier.classify(new Failure.Rejected(500, "", bytes, Map.of()), trial(Profile.API_KEY, false),
                NOW).penalty()).isPresent();
        assertThat(judged(500, quotes, Map.of()).message()).hasSizeLessThanOrEqualTo(Verdict.LONGEST_MESSAGE);
    }

    private static Penalty penalty(Verdict verdict) {
        return verdict.penalty().orElseThrow();
    }

    private static Verdict judged(int status, String body, Map<String, String> headers) {
        return Classifier.classify(rejected(status, body, headers), trial(Profile.API_KEY, false), NOW);
    }

    private static Failure rejected(int status, String body, Map<String, String> headers) {
        return new Failure.Rejected(status, "", body.getBytes(StandardCharsets.UTF_8), headers);
    }

    /** Level 3 of the account, 1 of the pair. */
    private static Trial trial(Profile profile, boolean perModel) {
        return new Trial(target(), profile, 3, 1, perModel, LONGEST);
    }

    private static Target target() {
        return new Target("openai", "c1", "vendor/model-x");
    }
}
