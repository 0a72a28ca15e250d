package io.omniroute.gateway;

import static io.omniroute.gateway.ScriptedExecutor.events;
import static io.omniroute.gateway.ScriptedExecutor.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.Format;
import io.omniroute.domain.usage.UsageEntry;
import io.omniroute.gateway.Inbound.Wishes;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BypassedRequestsTest {
    private static final String CLI = "claude-cli/2.0 (external, cli)";
    private static final String WARM_UP = "{\"model\":\"p/m\",\"max_tokens\":9,"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"Warmup\"}]%s}";

    private static Inbound asked(Format door, String body, Wishes wishes) {
        Inbound plain = Corridor.inbound(door, body, Optional.empty());
        return new Inbound(plain.requestId(), door, plain.caller(), plain.headers(), plain.target(), plain.provider(),
                wishes, plain.body(), plain.arrived(), plain.times());
    }

    private static Inbound ofCli(Format door, String body) {
        return asked(door, body, new Wishes(false, false, CLI));
    }

    private static Corridor without(ScriptedExecutor.Answer... upstreams) {
        return new Corridor(Speech.MESSAGES, new ScriptedExecutor(upstreams));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"CLAUDE | \"stop_reason\":\"end_turn\"", "OPENAI | \"finish_reason\":\"stop\"",
            "OLLAMA | \"done_reason\":\"stop\""})
    void smallTalkIsAnsweredInTheClientsDialectWithoutAnAccount(Format door, String finish) {
        try (var corridor = without()) {
            RecordingChannel client = corridor.serve(ofCli(door, WARM_UP.formatted(",\"stream\":false")));

            assertThat(client.status).isEqualTo(200);
            assertThat(client.text()).contains("Answered here.", finish, "\"p/m\"");
            assertThat(client.headers).containsEntry("X-OmniRoute-Provider", "bypass");
            assertThat(corridor.upstreams.legs).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"CLAUDE | event: message_stop", "OPENAI | data: [DONE]",
            "OLLAMA | \"done\":true"})
    void itIsStreamedToWhoWantsAStream(Format door, String end) {
        try (var corridor = without()) {
            RecordingChannel client = corridor.serve(ofCli(door, WARM_UP.formatted(",\"stream\":true")));

            assertThat(client.calls).startsWith("begin", "event").endsWith("flush", "finish");
            assertThat(client.text()).contains("Answered here.", end);
            assertThat(corridor.upstreams.legs).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"stream\":true"})
    void itIsNotedAndNotBooked(String members) {
        try (var corridor = without()) {
            corridor.serve(ofCli(Format.CLAUDE, WARM_UP.formatted(members)));

            assertThat(corridor.booked.entries).isEmpty();
            assertThat(corridor.booked.pending).isZero();
            assertThat(corridor.booked.notes).singleElement().satisfies(entry -> {
                assertThat(entry.provider()).isEqualTo("bypass");
                assertThat(entry.model()).isEqualTo("p/m");
                assertThat(entry.status()).isEqualTo(UsageEntry.OK);
                assertThat(entry.httpStatus()).isEqualTo(200);
                assertThat(entry.success()).isTrue();
                assertThat(entry.tokens().input() + entry.tokens().output()).isEqualTo(2);
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"'', 1, cancelled", "',\"stream\":true', 1, cancelled", "',\"stream\":true', 2, cancelled"})
    void aClientThatLeavesIsNotedAsSuch(String members, int write, String word) {
        try (var corridor = without()) {
            corridor.serve(ofCli(Format.CLAUDE, WARM_UP.formatted(members)), RecordingChannel.leavingAt(write));

            assertThat(corridor.booked.notes).singleElement().extracting(UsageEntry::status).isEqualTo(word);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{\"role\":\"user\",\"content\":\"topic?\"},{\"role\":\"assistant\",\"content\":\"{\"}]",
            "[{\"role\":\"user\",\"content\":\"topic?\"},"
                    + "{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"{\"}]}]",
            "[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"count\"}]}]",
            "[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Please write\"},"
                    + "{\"type\":\"text\",\"text\":\"a title\"}]}]"})
    void everyPatternIsFoundInAnAnthropicBody(String messages) {
        try (var corridor = without()) {
            RecordingChannel client = corridor.serve(ofCli(Format.CLAUDE,
                    "{\"model\":\"p/m\",\"max_tokens\":9,\"system\":\"You are …\",\"messages\":" + messages + "}"));

            assertThat(client.text()).contains("Answered here.");
        }
    }

    @Test
    void theSameFromAnotherProgramGoesToAnAccount() {
        try (var corridor = without(json(200, Speech.MESSAGES.goodReply()))) {
            RecordingChannel client = corridor.serve(
                    Corridor.inbound(Format.CLAUDE, WARM_UP.formatted(""), Optional.empty()));

            assertThat(client.text()).isEqualTo(Speech.MESSAGES.goodReply());
            assertThat(corridor.booked.notes).isEmpty();
            assertThat(corridor.booked.entries).hasSize(1);
        }
    }

    /** A block the hub cannot carry is no reason to refuse what the same-dialect route forwards as it is. */
    @Test
    void whatTheHubCannotReadIsForwarded() {
        String odd = "{\"model\":\"p/m\",\"max_tokens\":9,\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":["
                + "{\"type\":\"hologram\",\"x\":1}]},{\"role\":\"assistant\",\"content\":\"{\"}]}";
        try (var corridor = without(events(Speech.MESSAGES.goodStream()))) {
            corridor.serve(ofCli(Format.CLAUDE, odd));

            assertThat(corridor.upstreams.requests).hasSize(1);
            assertThat(new String(corridor.upstreams.requests.getFirst().body())).contains("hologram");
        }
    }

    @Test
    void progressIsToldBeforeTheLastEvent() {
        try (var corridor = without()) {
            RecordingChannel client = corridor.serve(asked(Format.CLAUDE, WARM_UP.formatted(",\"stream\":true"),
                    new Wishes(false, true, CLI)));

            String[] events = client.text().split("\n\n");
            assertThat(client.headers).containsEntry("X-OmniRoute-Progress", "enabled");
            assertThat(events[events.length - 2]).startsWith("event: progress\n").contains("\"done\":true");
            assertThat(events[events.length - 1]).startsWith("event: message_stop");
        }
    }
}
