package io.omniroute.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.catalog.Given;
import io.omniroute.domain.Format;
import io.omniroute.domain.connection.NodeType;
import io.omniroute.domain.key.Caller;
import io.omniroute.domain.policy.Policy;
import io.omniroute.domain.snapshot.Snapshot;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whom a count is asked of, and whose prompt no upstream sees. */
@Timeout(20)
class TokenCounterTest {
    private static final String BODY = "{\"model\":\"p/m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    private static final String PROVIDER = Given.node(NodeType.ANTHROPIC, "p", "http://127.0.0.1:1/v1").id();

    private final ScriptedExecutor upstream = new ScriptedExecutor(ScriptedExecutor.json(200, "{\"input_tokens\":41}"));
    private final RecordingChannel client = new RecordingChannel();

    private static Given.SnapshotOf connected() {
        var node = Given.node(NodeType.ANTHROPIC, "p", "http://127.0.0.1:1/v1");
        return Given.nothing().nodes(node).with(Given.account("first", node.id(), 1, Given.NOW));
    }

    private void count(Snapshot snapshot, Caller caller) {
        var inbound = new Inbound("r-1", Format.CLAUDE, caller, Map.of(), Optional.empty(), Optional.empty(),
                Inbound.Wishes.NONE, new RequestBody(BODY.getBytes(StandardCharsets.UTF_8), () -> {}), Instant.now(),
                new Inbound.Times(System.nanoTime(), System.nanoTime()));
        new TokenCounter(() -> snapshot, Given.SHIPPED, upstream, Corridor.interpreter(), asked -> 7, Map.of())
                .serve(inbound, client);
    }

    @Test
    void whoMayUseTheModelGetsTheUpstreamsCount() {
        count(connected().snapshot(), Caller.of(Given.keyFor("p/*")));

        assertThat(client.text()).isEqualTo("{\"input_tokens\":41}");
        assertThat(client.headers).isEmpty();
        assertThat(upstream.legs).hasSize(1);
    }

    @Test
    void whoMayNotUseTheModelGetsAnEstimateAndNoUpstreamIsAsked() {
        count(connected().snapshot(), Caller.of(Given.keyFor("other/*")));

        estimated();
    }

    @Test
    void blockedProviderIsNotAskedEither() {
        count(connected().blocked(PROVIDER).snapshot(), Caller.LOCAL);

        estimated();
    }

    @Test
    void modelThatAPolicyBlocksIsNotAskedEither() {
        var policy = new Policy("b", "no counting", Policy.Type.ACCESS, true, 0, "", List.of(), List.of("p/*"),
                OptionalInt.empty());
        count(connected().snapshot().with(Snapshot.Rules.of(List.of(), List.of(policy))), Caller.LOCAL);

        estimated();
    }

    private void estimated() {
        assertThat(client.text()).isEqualTo("{\"input_tokens\":7}");
        assertThat(client.headers).containsEntry("X-OmniRoute-Estimated", "true");
        assertThat(upstream.legs).isEmpty();
    }
}
