package io.omniroute.policy;

import static io.omniroute.catalog.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.key.Caller;
import io.omniroute.catalog.Given;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.key.ApiKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final KeyRules OPEN = new KeyRules(false, false);
    private static final KeyRules STRICT = new KeyRules(false, true);
    private static final KeyRules REQUIRED = new KeyRules(true, false);
    private static final Origin TERMINAL = origin(Optional.empty());
    private static final Origin WEB_PAGE = origin(Optional.of("https://evil.example"));

    @Test
    void withoutAKeyTheRequestIsLocalWhereNoneIsRequired() {
        assertThat(Judge.judge(OPEN, noKey(TERMINAL))).isEqualTo(new Verdict.Admit(Caller.LOCAL, false));
    }

    @Test
    void unknownKeyIsIgnoredAndReportedWhereNoneIsRequired() {
        assertThat(Judge.judge(OPEN, unknownKey())).isEqualTo(new Verdict.Admit(Caller.LOCAL, true));
    }

    @Test
    void unknownKeyIsRefusedWhenTheOperatorSaysSo() {
        assertThat(refusal(STRICT, unknownKey()).message()).isEqualTo("Invalid API key");
        assertThat(Judge.judge(STRICT, noKey(TERMINAL))).isInstanceOf(Verdict.Admit.class);
    }

    @Test
    void requiredKeyMustBeThereAndKnown() {
        assertThat(refusal(REQUIRED, noKey(TERMINAL)).message()).isEqualTo("Missing API key");
        assertThat(refusal(REQUIRED, unknownKey()).message()).isEqualTo("Invalid API key");
        assertThat(refusal(REQUIRED, unknownKey()).status()).isEqualTo(401);
    }

    @Test
    void validKeyPaysForTheRequestWhereverItComesFrom() {
        ApiKey key = Given.keyFor();

        assertThat(Judge.judge(OPEN, with(key, WEB_PAGE))).isEqualTo(new Verdict.Admit(Caller.of(key), false));
        assertThat(Judge.judge(REQUIRED, with(key, WEB_PAGE))).isEqualTo(new Verdict.Admit(Caller.of(key), false));
    }

    @Test
    void inactiveKeyIsRefusedEvenWhereNoneIsRequired() {
        assertThat(refusal(OPEN, with(Given.key(false, null), TERMINAL)).message()).isEqualTo("API key is inactive");
    }

    @Test
    void keyExpiresAtTheMomentItNames() {
        assertThat(refusal(OPEN, with(Given.key(true, NOW), TERMINAL)).message()).isEqualTo("API key has expired");
        assertThat(Judge.judge(OPEN, with(Given.key(true, NOW.plusMillis(1)), TERMINAL)))
                .isInstanceOf(Verdict.Admit.class);
    }

    @Test
    void webPageWithoutAValidKeyIsRefused() {
        assertThat(refusal(OPEN, noKey(WEB_PAGE)).code()).isEqualTo("origin_not_allowed");
        assertThat(refusal(OPEN, new Presented(true, Optional.empty(), NOW, WEB_PAGE)).status()).isEqualTo(403);
    }

    private static Origin origin(Optional<String> header) {
        return new Origin(header, Optional.of("localhost:20128"), List.of(), Set.of());
    }

    private static Presented noKey(Origin origin) {
        return new Presented(false, Optional.empty(), NOW, origin);
    }

    private static Presented unknownKey() {
        return new Presented(true, Optional.empty(), NOW, TERMINAL);
    }

    private static Presented with(ApiKey key, Origin origin) {
        return new Presented(true, Optional.of(key), NOW, origin);
    }

    private static Failure.Refused refusal(KeyRules rules, Presented presented) {
        return ((Verdict.Refuse) Judge.judge(rules, presented)).failure();
    }
}
