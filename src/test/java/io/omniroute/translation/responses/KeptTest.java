package io.omniroute.translation.responses;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeptTest {
    @Test
    void olderValueStaysAsItWas() {
        Kept<String, Integer> one = Kept.<String, Integer>nothing().with("a", 1);
        Kept<String, Integer> two = one.with("b", 2).with("a", 3);

        assertThat(one.values()).containsExactly(1);
        assertThat(two.get("a")).hasValue(3);
        assertThat(two.get("b")).hasValue(2);
        assertThat(two.values()).containsExactly(3, 2);
        assertThat(two.has("c")).isFalse();
    }

    @Test
    void gatheredPiecesStayInOrder() {
        Gathered<String> one = Gathered.<String>none().and("a");
        Gathered<String> other = one.and("c");

        assertThat(Gathered.text(one.and("b"))).isEqualTo("ab");
        assertThat(other.list()).isEqualTo(List.of("a", "c"));
        assertThat(other).isEqualTo(Gathered.<String>none().and("a").and("c")).isNotEqualTo(one);
        assertThat(other).hasSameHashCodeAs(Gathered.<String>none().and("a").and("c")).hasToString("[a, c]");
    }
}
