package io.omniroute.translation.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.chat.Annotation;
import io.omniroute.domain.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiSourcesTest {
    private static final String CHUNKS = "'groundingChunks':[{'web':{'uri':'u','title':'T'}},"
            + "{'retrievedContext':{'uri':'v'}},{'maps':{'uri':'w','title':'W'}},{'web':{'uri':''}}]";

    @Test
    void bytesOfASegmentBecomeCodePoints() {
        assertThat(annotations("{'segment':{'endIndex':6},'groundingChunkIndices':[0,1,2,3]}", "Ærlig svar", List.of()))
                .containsExactly(new Annotation(0, 5, "T", "u"), new Annotation(0, 5, "", "v"),
                        new Annotation(0, 5, "W", "w"));
    }

    @Test
    void segmentOfALaterPartCountsFromThatPart() {
        String support = "{'segment':{'partIndex':2,'startIndex':1,'endIndex':5},'groundingChunkIndices':[0]}";

        assertThat(annotations(support, "Æøx😀y", List.of(0, 0, 2))).containsExactly(new Annotation(3, 4, "T", "u"));
        assertThat(annotations(support, "Æøx😀y", List.of(0))).containsExactly(new Annotation(0, 3, "T", "u"));
    }

    @ParameterizedTest
    @CsvSource({"-5,3,0,3", "2,1,2,2", "99,100,4,4", "0,99999999999,0,4"})
    void placesOutsideTheTextAreItsEnds(long start, long end, int from, int to) {
        String support = "{'segment':{'startIndex':" + start + ",'endIndex':" + end + "},'groundingChunkIndices':[0]}";

        assertThat(annotations(support, "abcd", List.of())).containsExactly(new Annotation(from, to, "T", "u"));
    }

    @Test
    void strangeMetadataNamesNothing() {
        for (String support : List.of("7", "{}", "{'segment':[],'groundingChunkIndices':['0',9,-1,1.5]}",
                "{'groundingChunkIndices':0}")) {
            assertThat(annotations(support, "text", List.of())).isEmpty();
        }
    }

    @Test
    void citationsAreSourcesWhenTheyHaveAnAddress() {
        Json.Obj candidate = Hub
                .object("{'citationMetadata':{'citations':[{'startIndex':1,'endIndex':2,'uri':'c','title':'C'},"
                        + "{'endIndex':2}],'citationSources':[{'endIndex':1,'uri':'d'}]}}");

        assertThat(GeminiSources.annotations(List.of(new GeminiSources.Named(candidate, List.of())), "abc"))
                .containsExactly(new Annotation(0, 1, "", "d"), new Annotation(1, 2, "C", "c"));
    }

    private static List<Annotation> annotations(String support, String text, List<Integer> parts) {
        Json.Obj candidate = Hub.object("{'groundingMetadata':{" + CHUNKS + ",'groundingSupports':[" + support + "]}}");
        return GeminiSources.annotations(List.of(new GeminiSources.Named(candidate, parts)), text);
    }
}
