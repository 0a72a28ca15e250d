package io.omniroute.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.chat.ChatRequest;
import io.omniroute.domain.chat.Knob;
import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Part;
import io.omniroute.domain.chat.ReasoningControl;
import io.omniroute.domain.chat.ReplyFormat;
import io.omniroute.domain.chat.Role;
import io.omniroute.domain.chat.Tool;
import io.omniroute.domain.chat.ToolChoice;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.settings.SystemPrompt;
import io.omniroute.domain.settings.ThinkingBudget;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SignatureTest {
    private static final Signature.Scope SCOPE = new Signature.Scope("fast", Optional.of("p/m"), Optional.of("k1"),
            SystemPrompt.NONE, ThinkingBudget.DEFAULTS);

    private static ChatRequest.Builder request() {
        return ChatRequest.builder("fast").message(Message.says(Role.SYSTEM, "Be brief."))
                .message(Message.says(Role.USER, "Hi")).knob(Knob.TEMPERATURE, new Json.Num("0"))
                .tool(new Tool.Function("look", Optional.of("looks"), Optional.of(schema("a", "b")), Optional.empty(),
                        Optional.empty()));
    }

    private static Json.Obj schema(String... names) {
        var members = Json.Obj.builder();
        for (String name : names) {
            members.put(name, name);
        }
        return Json.Obj.of("properties", members.build());
    }

    private static String hex(ChatRequest.Builder request) {
        return Signature.of(request.build(), SCOPE).hex();
    }

    static List<UnaryOperator<ChatRequest.Builder>> whatShapesTheAnswer() {
        Json one = new Json.Num("1");
        return List.of(it -> it.message(Message.says(Role.USER, "Hi")), it -> it.maxTokens(OptionalLong.of(7)),
                it -> it.messages(List.of(Message.says(Role.SYSTEM, "Be brief.Hi"))),
                it -> it.messages(List.of(Message.says(Role.USER, "Be brief."), Message.says(Role.USER, "Hi"))),
                it -> it.message(new Message(Role.USER, List.of(new Part.Image(new Media.Inline("image/png", "AA"))))),
                it -> it.message(new Message(Role.USER, List.of(new Part.Image(new Media.Inline("image/png", "AB"))))),
                it -> it.message(new Message(Role.USER, List.of(new Part.Image(new Media.Remote("http://a/b"))))),
                it -> it.message(new Message(Role.ASSISTANT, List.of(new Part.ToolCall("c1", "look", "{}")))),
                it -> it.message(new Message(Role.ASSISTANT, List.of(new Part.ToolCall("c2", "look", "{}")))),
                it -> it.message(new Message(Role.TOOL, List.of(new Part.ToolResult("c1", "x")))),
                it -> it.message(new Message(Role.TOOL, List.of(new Part.ToolResult("c2", "x")))),
                it -> it.stop(List.of("END")), it -> it.stop(List.of("E", "ND")), it -> it.candidates(2),
                it -> it.toolChoice(Optional.of(new ToolChoice.Required())),
                it -> it.toolChoice(Optional.of(new ToolChoice.Named("look", false))),
                it -> it.tools(List.of()), it -> it.parallelToolCalls(Optional.of(false)),
                it -> it.replyFormat(Optional.of(new ReplyFormat.AnyJson())),
                it -> it.replyFormat(
                        Optional.of(new ReplyFormat.Schema("n", Optional.empty(), schema("a"), Optional.empty()))),
                it -> it.reasoning(ReasoningControl.effort("low")), it -> it.reasoning(ReasoningControl.effort("high")),
                it -> it.knob(Knob.TEMPERATURE, one), it -> it.knob(Knob.TOP_P, one), it -> it.knob(Knob.SEED, one),
                it -> it.knob(Knob.TOP_K, one), it -> it.knob(Knob.VERBOSITY, new Json.Str("low")),
                it -> it.withoutKnob(Knob.TEMPERATURE), it -> it.extras(Json.Obj.of("new_field", one)));
    }

    @Test
    void everythingThatShapesTheAnswerCounts() {
        var seen = new HashSet<String>();
        seen.add(hex(request()));

        whatShapesTheAnswer().forEach(change -> seen.add(hex(change.apply(request()))));

        assertThat(seen).hasSize(1 + whatShapesTheAnswer().size());
    }

    static List<UnaryOperator<ChatRequest.Builder>> noise() {
        return List.of(it -> it.stream(true), it -> it.includeUsage(true), it -> it.dropped("x"),
                it -> it.knob(Knob.USER, new Json.Str("ann")), it -> it.knob(Knob.METADATA, schema("a")),
                it -> it.knob(Knob.PROMPT_CACHE_KEY, new Json.Str("c")), it -> it.echo(schema("e")),
                it -> it.knob(Knob.TEMPERATURE, new Json.Num("0.0")), it -> it.model("other"),
                it -> it.tools(List.of(new Tool.Function("look", Optional.of("looks"), Optional.of(schema("b", "a")),
                        Optional.empty(), Optional.of(schema("ephemeral"))))));
    }

    @ParameterizedTest
    @MethodSource("noise")
    void noiseDoesNotCount(UnaryOperator<ChatRequest.Builder> change) {
        assertThat(hex(change.apply(request()))).isEqualTo(hex(request()));
    }

    @Test
    void placeAndCallerCount() {
        var thinking = new ThinkingBudget(ThinkingBudget.Mode.CUSTOM, 5, ThinkingBudget.Effort.LOW);
        var prompt = new SystemPrompt(true, "Be kind.", false);
        var scopes = List.of(SCOPE,
                new Signature.Scope("slow", SCOPE.resolved(), SCOPE.apiKeyId(), SCOPE.systemPrompt(), SCOPE.thinking()),
                new Signature.Scope("fast", Optional.of("p/n"), SCOPE.apiKeyId(), SCOPE.systemPrompt(),
                        SCOPE.thinking()),
                new Signature.Scope("fast", Optional.empty(), SCOPE.apiKeyId(), SCOPE.systemPrompt(), SCOPE.thinking()),
                new Signature.Scope("fast", SCOPE.resolved(), Optional.of("k2"), SCOPE.systemPrompt(),
                        SCOPE.thinking()),
                new Signature.Scope("fast", SCOPE.resolved(), Optional.empty(), SCOPE.systemPrompt(), SCOPE.thinking()),
                new Signature.Scope("fast", SCOPE.resolved(), SCOPE.apiKeyId(), prompt, SCOPE.thinking()),
                new Signature.Scope("fast", SCOPE.resolved(), SCOPE.apiKeyId(), SCOPE.systemPrompt(), thinking));
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);

        assertThat(scopes).extracting(scope -> Signature.of(request().build(), scope).hex()).doesNotHaveDuplicates();
        assertThat(scopes).extracting(scope -> Signature.ofBytes(body, scope, "openai").hex())
                .doesNotHaveDuplicates().doesNotContain(Signature.ofBytes(body, SCOPE, "claude").hex());
    }

    /** Seeded: the order of members never counts, their values and the nesting always do. */
    @Test
    void objectsAreTheSameExactlyWhenTheyAreEqual() {
        var random = new Random(20261120);
        Map<String, Json> byPrint = new HashMap<>();
        for (int i = 0; i < 3_000; i++) {
            Json value = value(random, 3);
            String print = new Fingerprint().json(value).hex();

            assertThat(new Fingerprint().json(shuffled(value, random)).hex()).isEqualTo(print);
            Json same = byPrint.putIfAbsent(print, value);
            assertThat(same == null || same.equals(value)).as("%s and %s", same, value).isTrue();
        }
        assertThat(byPrint.size()).isGreaterThan(500);
    }

    private static Json value(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 3 : 5)) {
            case 0 -> new Json.Str(random.nextBoolean() ? "a" : "b" + random.nextInt(3));
            case 1 -> Json.Num.of(random.nextInt(4));
            case 2 -> Json.of(random.nextBoolean());
            case 3 -> new Json.Arr(random.ints(random.nextInt(3)).mapToObj(it -> value(random, depth - 1)).toList());
            default -> {
                Map<String, Json> members = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    members.put("m" + random.nextInt(4), value(random, depth - 1));
                }
                yield Json.Obj.of(members);
            }
        };
    }

    private static Json shuffled(Json value, Random random) {
        return switch (value) {
            case Json.Arr array -> new Json.Arr(array.elements().stream().map(it -> shuffled(it, random)).toList());
            case Json.Obj object -> {
                var names = new ArrayList<>(object.members().keySet());
                Collections.shuffle(names, random);
                Map<String, Json> members = new LinkedHashMap<>();
                names.forEach(name -> members.put(name, shuffled(object.get(name).orElseThrow(), random)));
                yield Json.Obj.of(members);
            }
            default -> value;
        };
    }
}
