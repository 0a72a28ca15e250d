package io.omniroute.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.catalog.Given;
import io.omniroute.domain.Format;
import io.omniroute.domain.connection.NodeType;
import io.omniroute.domain.policy.Policy;
import io.omniroute.domain.route.Endpoint;
import io.omniroute.domain.route.Leg;
import io.omniroute.domain.settings.Settings;
import io.omniroute.domain.settings.SystemPrompt;
import io.omniroute.domain.settings.ThinkingBudget;
import io.omniroute.domain.settings.ThinkingBudget.Effort;
import io.omniroute.domain.settings.ThinkingBudget.Mode;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.gateway.ClientChannel.StreamForm;
import io.omniroute.routing.ModelNames;
import io.omniroute.translation.Dialects;
import io.omniroute.translation.RequestReader;
import io.omniroute.translation.Translation;
import io.omniroute.translation.TranslationSettings;
import io.omniroute.translation.stages.LearnedTags;
import io.omniroute.translation.stages.UsageBuffer;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the operator wants changed reaches the upstream on every way a request can take, and nothing else changes. */
class ShapedRequestsTest {
    private static final Settings PROMPT = Settings.DEFAULTS.with(new SystemPrompt(true, "Be brief.", false));
    private static final Settings AUTO = Settings.DEFAULTS
            .with(new ThinkingBudget(Mode.AUTO, 10_240, Effort.MEDIUM));
    private static final Settings CUSTOM = Settings.DEFAULTS
            .with(new ThinkingBudget(Mode.CUSTOM, 2_048, Effort.MEDIUM));

    @ParameterizedTest
    @EnumSource(value = Format.class, names = {"OPENAI", "OPENAI_RESPONSES", "CLAUDE", "GEMINI"})
    void anOwnDialectKeepsItsBytesWhileNothingIsInForce(Format format) {
        String body = body(format, "m");
        Settings blank = Settings.DEFAULTS.with(new SystemPrompt(true, " ", false));

        assertThat(sent(body, format, leg(format, "m"), with(blank))).isEqualTo(body);
    }

    @Test
    void aModelThatDoesNotReasonIsGivenNoBudget() {
        assertThat(sent(Format.OPENAI, CUSTOM)).isEqualTo(body(Format.OPENAI, "m"));
    }

    @Test
    void thePromptStandsInEachDialectsOwnPlaceAndTheRestKeepsItsBytes() {
        assertThat(sent(Format.OPENAI, PROMPT)).isEqualTo("{ \"model\":\"m\" , \"temperature\":1.0,\"messages\":"
                + "[{\"role\":\"system\",\"content\":\"Be brief.\"},{\"role\":\"user\",\"content\":\"h\\u00e9\"}]}");
        assertThat(sent(Format.OPENAI_RESPONSES, PROMPT)).isEqualTo("{ \"model\":\"m\" , \"temperature\":1.0,"
                + "\"input\":\"h\\u00e9\",\"instructions\":\"Be brief.\"}");
        assertThat(sent(Format.CLAUDE, PROMPT)).isEqualTo("{ \"model\":\"m\" , \"temperature\":1.0,\"max_tokens\":9000,"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"h\\u00e9\"}],\"system\":\"Be brief.\"}");
        assertThat(sent(Format.GEMINI, PROMPT)).isEqualTo("{ \"contents\" : [{\"role\":\"user\",\"parts\":"
                + "[{\"text\":\"h\\u00e9\"}]}],\"systemInstruction\":{\"parts\":[{\"text\":\"Be brief.\"}]}}");
    }

    @Test
    void aTranslatedRequestIsShapedAlike() {
        String sent = sent(body(Format.OPENAI, "m"), Format.OPENAI, leg(Format.CLAUDE, "claude-sonnet-4-5"),
                with(PROMPT.with(CUSTOM.thinking())));

        assertThat(sent).contains("\"system\":", "Be brief.",
                "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2048}");
    }

    @Test
    void whatWasTakenAwayIsNamedOnBothWays() {
        String body = "{\"model\":\"m\",\"reasoning_effort\":\"high\",\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]}";

        Speaking own = speaking(body, Format.OPENAI, leg(Format.OPENAI, "gpt-5.1"), with(AUTO), false);
        assertThat(text(own)).doesNotContain("reasoning_effort");
        assertThat(own.headers()).containsEntry("X-OmniRoute-Dropped", "reasoning_effort");

        Speaking other = speaking(body, Format.OPENAI, leg(Format.CLAUDE, "claude-sonnet-4-5"), with(AUTO), false);
        assertThat(text(other)).doesNotContain("thinking");
        assertThat(other.headers()).containsEntry("X-OmniRoute-Dropped", "reasoning_effort");
    }

    @Test
    void aPolicysLimitHoldsByEveryNameOfTheTarget() {
        for (String pattern : List.of("", "asked", "openai-compatible*", "*/gpt-5.1", "gpt-5.1")) {
            Snapshot capped = with(Settings.DEFAULTS).with(Snapshot.Rules.of(List.of(),
                    List.of(new Policy("p", "cap", Policy.Type.BUDGET, true, 1, pattern, List.of(), List.of(),
                            OptionalInt.of(64)))));

            assertThat(sent(body(Format.OPENAI, "asked"), Format.OPENAI, leg(Format.OPENAI, "gpt-5.1"), capped))
                    .as(pattern).contains("\"max_tokens\":64");
        }
    }

    @Test
    void aConversationThatIsTooLongIsMadeToFitOnlyWhereThatIsWanted() {
        String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + "x".repeat(600_000)
                + "\"},{\"role\":\"assistant\",\"content\":\"a\"},{\"role\":\"user\",\"content\":\"and now?\"}]}";

        Speaking as = speaking(body, Format.OPENAI, leg(Format.OPENAI, "m"), with(Settings.DEFAULTS), false);
        assertThat(text(as)).isEqualTo(body);
        assertThat(as.headers()).isEmpty();

        Speaking fitted = speaking(body, Format.OPENAI, leg(Format.OPENAI, "m"), with(Settings.DEFAULTS), true);
        assertThat(text(fitted)).contains("1 earlier messages were left out", "and now?").hasSizeLessThan(1_000);
        assertThat(fitted.headers().get("X-OmniRoute-Context")).startsWith("compressed; original=150").contains(
                "; final=");

        String small = body(Format.OPENAI, "m");
        assertThat(text(speaking(small, Format.OPENAI, leg(Format.OPENAI, "m"), with(Settings.DEFAULTS), true)))
                .isEqualTo(small);
    }

    private static String body(Format format, String model) {
        String head = "{ \"model\":\"" + model + "\" , \"temperature\":1.0,";
        String says = "{\"role\":\"user\",\"content\":\"h\\u00e9\"}";
        return switch (format) {
            case OPENAI -> head + "\"messages\":[" + says + "]}";
            case OPENAI_RESPONSES -> head + "\"input\":\"h\\u00e9\"}";
            case CLAUDE -> head + "\"max_tokens\":9000,\"messages\":[" + says + "]}";
            default -> "{ \"contents\" : [{\"role\":\"user\",\"parts\":[{\"text\":\"h\\u00e9\"}]}]}";
        };
    }

    private static Leg leg(Format format, String model) {
        var node = Given.node(NodeType.OPENAI_CHAT, "p", "http://127.0.0.1:1/v1");
        var endpoint = new Endpoint(node.id(), "p", format, node.baseUrl(), "/x", Endpoint.Auth.NONE, Map.of(), true);
        return new Leg(endpoint, Given.account("first", node.id(), 1, Given.NOW), model);
    }

    private static Snapshot with(Settings settings) {
        return Given.nothing().settings(settings).snapshot();
    }

    private static String sent(Format format, Settings settings) {
        return sent(body(format, "m"), format, leg(format, "m"), with(settings));
    }

    private static String sent(String body, Format format, Leg leg, Snapshot snapshot) {
        return text(speaking(body, format, leg, snapshot, false));
    }

    private static String text(Speaking speaking) {
        return new String(speaking.outbound().body(), UTF_8);
    }

    private static Speaking speaking(String body, Format format, Leg leg, Snapshot snapshot, boolean compress) {
        var interpreter = new Interpreter(() -> snapshot, Given.SHIPPED,
                new TranslationSettings(UsageBuffer.OFF, false, compress), new LearnedTags(), Clock.systemUTC());
        Inbound inbound = Corridor.inbound(format, body, Optional.empty());
        var head = RequestReader.read(body.getBytes(UTF_8), format);
        String model = head.model().orElse("m");
        var name = (ModelNames.Checked.Clean) ModelNames.clean(model);
        var asked = new Asked(head, name, false, StreamForm.SERVER_SENT_EVENTS, new Once<>(
                () -> Translation.decode(Dialects.client(format), body.getBytes(UTF_8), model, false)));
        return interpreter.speaking(inbound, asked, leg);
    }
}
