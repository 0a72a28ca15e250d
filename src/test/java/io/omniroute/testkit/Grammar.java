package io.omniroute.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Holds what a simulator sent against the oracles of its answers, so that the simulators are vendors and not opinions. */
record Grammar(String reply, String event) {
    static Grammar of(String reply, String event) {
        return new Grammar(reply, event);
    }

    void check(List<Exchange> exchanges) {
        for (var exchange : exchanges) {
            var model = exchange.received().text() + exchange.received().path();
            if (!model.contains("sim-e4") && !model.contains("sim-e5") && !model.contains("sim-cut")
                    && !model.contains("sim-midstream-error") && exchange.goneAt().isEmpty()) {
                check(new String(exchange.sent(), StandardCharsets.UTF_8));
            }
        }
    }

    private void check(String sent) {
        if (sent.startsWith("{")) {
            assertThat(Oracle.of(reply).objections(sent)).as(sent).isEmpty();
            return;
        }
        sent.lines().filter(line -> line.startsWith("data: {")).map(line -> line.substring(6))
                .forEach(data -> assertThat(Oracle.of(event).objections(data)).as(data).isEmpty());
    }
}
