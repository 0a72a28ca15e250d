package io.omniroute.translation.responses;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.chat.Signature.Origin;
import org.junit.jupiter.api.Test;

class SealTest {
    private static final Signature GOOGLE = new Signature(Origin.GOOGLE, "a:b");

    @Test
    void vendorsOwnKeepsTheIdOfItsItem() {
        var own = new Signature(Origin.OPENAI, "rs_1:gAAA");

        assertThat(Seal.open("gAAA", "rs_1")).hasValue(new Seal.Opened.Own(own));
        assertThat(Seal.ofReasoning(own)).isEqualTo("gAAA");
        assertThat(Seal.id(own)).hasValue("rs_1");
        assertThat(Seal.id(GOOGLE)).isEmpty();
        assertThat(Seal.id(new Signature(Origin.OPENAI, "gAAA"))).isEmpty();
    }

    @Test
    void everyKindOfForeignSealOpensAsItWasClosed() {
        assertThat(Seal.open(Seal.ofReasoning(GOOGLE), "x")).hasValue(new Seal.Opened.Own(GOOGLE));
        assertThat(Seal.open(Seal.ofCall(GOOGLE), "x")).hasValue(new Seal.Opened.OfCall(GOOGLE));
        assertThat(Seal.open(Seal.ofMark(GOOGLE), "x")).hasValue(new Seal.Opened.OfPrevious(GOOGLE));
        assertThat(Seal.open(Seal.ofRedacted("d"), "x")).hasValue(new Seal.Opened.Redacted("d"));
    }

    @Test
    void nothingOpensAsNothing() {
        assertThat(Seal.open("", "rs_1")).isEmpty();
    }
}
