package io.omniroute.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.key.Caller;
import io.omniroute.catalog.Given;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.settings.Settings;
import io.omniroute.policy.ModelRules.Target;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelRulesTest {
    private static final Target OPUS = new Target("opus", "claude", "cc", "claude-opus-4-6");

    @Test
    void localModeMayUseEveryModel() {
        assertThat(ModelRules.refusal(Caller.LOCAL, Settings.DEFAULTS, OPUS)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"opus", "cc/claude-opus-4-6", "claude/claude-opus-4-6", "cc/*", "*/claude-opus-?-?"})
    void requestedAndResolvedNamesAreTested(String pattern) {
        assertThat(ModelRules.refusal(Caller.of(Given.keyFor(pattern)), Settings.DEFAULTS, OPUS)).isEmpty();
    }

    @Test
    void anythingElseIsNotAllowed() {
        Optional<Failure.Refused> refusal = ModelRules.refusal(Caller.of(Given.keyFor("claude-opus-4-6", "cx/*")),
                Settings.DEFAULTS, OPUS);

        assertThat(refusal).contains(
                Failure.Refused.of(403, "model_not_allowed", "Model opus is not allowed for this API key"));
    }

    @Test
    void blockedProviderIsRefusedInLocalModeToo() {
        Settings blocked = Settings.entrance(true, false, List.of("claude"), true);

        assertThat(ModelRules.refusal(Caller.LOCAL, blocked, OPUS)).map(Failure.Refused::code)
                .contains("provider_blocked");
    }
}
