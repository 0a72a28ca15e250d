package io.omniroute.translation.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.json.Json;
import io.omniroute.testkit.Oracle;
import io.omniroute.translation.json.JsonText;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What stream rules SO-1 to SO-7 promise of the chunks a client receives. */
final class Chunks {
    private Chunks() {}

    static void check(String what, List<String> events) {
        Set<String> heads = new HashSet<>();
        Map<Long, String> arguments = new HashMap<>();
        Set<Long> begun = new HashSet<>();
        Set<Long> finished = new HashSet<>();
        boolean over = false;
        for (String event : events) {
            assertThat(over).as("%s: nothing behind the end", what).isFalse();
            over = event.equals("[DONE]") || event.contains("\"error\":");
            if (!over) {
                assertThat(Oracle.of("openai/chat-chunk").objections(event)).as("%s: %s", what, event).isEmpty();
                Json.Obj chunk = (Json.Obj) JsonText.parse(event).orElseThrow();
                heads.add(chunk.get("id") + " " + chunk.get("created") + " " + chunk.get("model"));
                for (Json choice : chunk.elements("choices")) {
                    choice(what, (Json.Obj) choice, begun, finished, arguments);
                }
            } else if (!event.equals("[DONE]")) {
                assertThat(Oracle.of("openai/error").objections(event)).as("%s: %s", what, event).isEmpty();
            }
        }
        assertThat(heads).as("%s: one head", what).hasSizeLessThan(2);
        if (events.contains("[DONE]")) {
            assertThat(finished).as("%s: every choice finishes", what).isEqualTo(begun);
            arguments.values().forEach(it -> assertThat(JsonText.parse(it)).as("%s: %s", what, it).isPresent());
        }
    }

    private static void choice(String what, Json.Obj choice, Set<Long> begun, Set<Long> finished,
            Map<Long, String> arguments) {
        long index = choice.whole("index").orElseThrow();
        Json.Obj delta = choice.object("delta").orElseThrow();
        if (begun.add(index)) {
            assertThat(delta.text("role")).as("%s: the first chunk names the role", what).contains("assistant");
            assertThat(delta.text("content")).as("%s: the first chunk has a text", what).isPresent();
        }
        assertThat(finished).as("%s: nothing behind the finish", what).doesNotContain(index);
        if (choice.present("finish_reason") != null) {
            finished.add(index);
            assertThat(delta.isEmpty()).as("%s: the finish stands alone", what).isTrue();
        }
        for (Json call : delta.elements("tool_calls")) {
            Json.Obj it = (Json.Obj) call;
            long at = index * 1000 + it.whole("index").orElseThrow();
            assertThat(it.has("id")).as("%s: a call names itself once", what).isEqualTo(!arguments.containsKey(at));
            arguments.merge(at, it.object("function").flatMap(f -> f.text("arguments")).orElse(""), String::concat);
        }
    }
}
