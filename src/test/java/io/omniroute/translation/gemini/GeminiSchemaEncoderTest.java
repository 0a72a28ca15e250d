package io.omniroute.translation.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.chat.Message;
import io.omniroute.domain.chat.Role;
import io.omniroute.domain.chat.Tool;
import io.omniroute.domain.json.Json;
import io.omniroute.testkit.Oracle;
import io.omniroute.translation.json.JsonText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeminiSchemaEncoderTest {
    private static final Oracle REQUEST = Oracle.of("gemini/generate-content-request");

    static Stream<Path> schemas() {
        return Golden.files("gemini/schemas", ".json");
    }

    @Test
    void thereAreEnoughSchemasToMeanSomething() {
        assertThat(schemas().count()).isGreaterThanOrEqualTo(60);
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void cleanedSchemaIsWhatStandsBesideIt(Path file) {
        var cleaned = GeminiSchemaEncoder.encode(Golden.object(file), "s");

        var lines = new ArrayList<>(List.of(JsonText.write(cleaned.schema())));
        cleaned.dropped().forEach(what -> lines.add("dropped " + what));
        Golden.check(Golden.beside(file, ".json", ".clean.txt"), lines);
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void vendorTakesItAsParametersAndAsTheFormOfAnswers(Path file) {
        Json.Obj schema = Golden.object(file);

        assertThat(REQUEST.objections(asTool(schema))).isEmpty();
        assertThat(REQUEST.objections(asFormat(schema))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void clientsSchemaIsLeftAsItWasAndNothingIsInvented(Path file) {
        Json.Obj schema = Golden.object(file);

        Json.Obj clean = GeminiSchemaEncoder.encode(schema, "s").schema();

        assertThat(schema).isEqualTo(Golden.object(file));
        assertThat(names(clean)).allMatch(name -> Golden.text(file).contains('"' + name + '"'));
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void cleaningWhatIsCleanChangesNothing(Path file) {
        Json.Obj once = GeminiSchemaEncoder.encode(Golden.object(file), "s").schema();

        assertThat(GeminiSchemaEncoder.encode(once, "s").schema()).isEqualTo(once);
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void damagedSchemaIsStillTaken(Path file) {
        var random = new Random(5);
        for (int run = 0; run < 40; run++) {
            Json damaged = Damage.of(Golden.object(file), random);

            if (damaged instanceof Json.Obj schema) {
                assertThat(REQUEST.objections(asTool(schema))).as(JsonText.write(schema)).isEmpty();
            }
        }
    }

    @Test
    void referencesThatGrowWithoutEndAreCut() {
        var definitions = Json.Obj.builder();
        for (int i = 0; i < 60; i++) {
            Json next = Hub.object("{'$ref':'#/$defs/d" + (i + 1) + "'}");
            definitions.put("d" + i, Json.Obj.builder().put("type", "object")
                    .put("properties", Json.Obj.builder().put("a", next).put("b", next).build()).build());
        }
        Json.Obj schema = Hub.object("{'type':'object','properties':{'r':{'$ref':'#/$defs/d0'}}}")
                .with("$defs", definitions.put("d60", Hub.object("{'type':'string'}")).build());

        String clean = JsonText.write(GeminiSchemaEncoder.encode(schema, "s").schema());

        assertThat(clean.length()).isBetween(1_000, 2_000_000);
    }

    @Test
    void functionWithoutParametersHasNone() {
        assertThat(parameters(Hub.object("{'type':'object','properties':{}}"))).isEmpty();
        assertThat(parameters(Hub.object("{'type':'string'}"))).isEmpty();
        assertThat(parameters(Hub.object("{'properties':{'a':{'type':'string'}}}")))
                .hasValueSatisfying(it -> assertThat(it.schema().text("type")).contains("OBJECT"));
    }

    @Test
    void removedKeywordsThatNarrowAreNamedWithTheirPath() {
        var cleaned = GeminiSchemaEncoder.encode(
                Hub.object("{'type':'object','properties':{'tags':{'type':'array','uniqueItems':true,"
                        + "'items':{'type':'integer','multipleOf':5}}}}"),
                "tools[0].parameters");

        assertThat(cleaned.dropped()).containsExactlyInAnyOrder(
                "tools[0].parameters.properties.tags.uniqueItems",
                "tools[0].parameters.properties.tags.items.multipleOf");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e-20000000", "1e-999999999", "1e-99999999999", "-1e999999999", "1e41", "1e-41"})
    void limitWithAHugeExponentIsNamedAndTakesNoTime(String limit) {
        Json.Obj schema = Hub.object("{'type':'integer','exclusiveMinimum':" + limit + ",'minimum':2,'maximum':"
                + limit + "}");

        var cleaned = inTime(() -> GeminiSchemaEncoder.encode(schema, "s"));

        assertThat(cleaned.schema()).isEqualTo(Hub.object("{'type':'INTEGER','minimum':2}"));
        assertThat(cleaned.dropped()).containsExactly("s.exclusiveMinimum", "s.maximum");
    }

    @Test
    void chainOfReferencesThroughDeepDefinitionsIsCutAndNamed() {
        var definitions = Json.Obj.builder();
        for (int i = 0; i < 39; i++) {
            definitions.put("d" + i, deep(70, "{'$ref':'#/$defs/d" + (i + 1) + "'}"));
        }
        Json.Obj schema = Hub.object("{'type':'object','properties':{'r':{'$ref':'#/$defs/d0'}}}")
                .with("$defs", definitions.put("d39", Hub.object("{'type':'string'}")).build());

        var cleaned = GeminiSchemaEncoder.encode(schema, "s");

        assertThat(cleaned.dropped()).hasSize(1).allMatch(it -> it.startsWith("s.properties.r.properties.p."));
        assertThat(JsonText.write(cleaned.schema())).contains("{\"p\":{\"type\":\"OBJECT\"}}");
    }

    @Test
    void deepMergesOfReferencesAreCutAndNamed() {
        var definitions = Json.Obj.builder();
        for (int i = 0; i < 39; i++) {
            Json at = Hub.object("{'$ref':'#/$defs/d" + (i + 1) + "'}");
            for (int level = 0; level < 200; level++) {
                at = Json.Obj.of("allOf", new Json.Arr(List.of(at)));
            }
            definitions.put("d" + i, at);
        }
        Json.Obj schema = Hub.object("{'type':'object','properties':{'r':{'$ref':'#/$defs/d0'}}}")
                .with("$defs", definitions.build());

        var cleaned = GeminiSchemaEncoder.encode(schema, "s");

        assertThat(cleaned.schema()).isEqualTo(Hub.object("{'type':'OBJECT','properties':{'r':{'type':'OBJECT'}}}"));
        assertThat(cleaned.dropped()).containsExactly("s.properties.r");
    }

    @Test
    void manyReferencesToOneLargeDefinitionAreCutAndNamed() {
        Json.Obj large = Json.Obj.of("large", wide(3_000, "{'type':'string'}"));
        Json.Obj schema = wide(2_000, "{'$ref':'#/$defs/large'}").with("$defs", large);

        var cleaned = inTime(() -> GeminiSchemaEncoder.encode(schema, "s"));

        Json.Obj properties = cleaned.schema().object("properties").orElseThrow();
        assertThat(properties.members()).hasSize(2_000).containsEntry("p1999", Hub.object("{'type':'OBJECT'}"));
        assertThat(properties.object("p0").flatMap(it -> it.object("properties")).orElseThrow().members())
                .hasSize(3_000);
        assertThat(cleaned.dropped()).hasSize(500);
    }

    @Test
    void whatToolsRepeatIsBoundedForAllOfThemTogether() {
        Json.Obj schema = wide(200, "{'$ref':'#/$defs/large'}").with("$defs",
                Json.Obj.of("large", wide(200, "{'type':'string'}")));
        var request = Hub.asks(Message.says(Role.USER, "q")).toBuilder();
        for (int i = 0; i < 200; i++) {
            request.tool(new Tool.Function("f" + i, Optional.empty(), Optional.of(schema), Optional.empty(),
                    Optional.empty()));
        }

        var encoded = inTime(() -> new GeminiDialect().encodeRequest(request.build(), Hub.flash25()));

        assertThat(encoded.body().length).isLessThan(8_000_000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"allOf | {'$ref':'#/$defs/x'}", "anyOf | {'$ref':'#nowhere'}",
            "allOf | {'properties':{'#':{'type':'string'}}}", "prefixItems | {'uniqueItems':true,'type':'string'}"})
    void manyAlternativesTakeLittleTime(String keyword, String alternative) {
        var alternatives = new ArrayList<Json>();
        for (int i = 0; i < 60_000; i++) {
            alternatives.add(Hub.object(alternative.replace("#'", "p" + i + "'")));
        }
        Json.Obj schema = Json.Obj.builder().put("type", "object").put(keyword, alternatives)
                .put("$defs", Json.Obj.of("x", wide(3_000, "{'type':'string'}"))).build();

        var cleaned = inTime(() -> GeminiSchemaEncoder.encode(schema, "s"));

        assertThat(cleaned.dropped()).hasSizeLessThanOrEqualTo(500);
    }

    @Test
    void listsOfTypesInsideEachOtherAreBounded() {
        Json.Obj schema = Hub.object("{'type':'string'}");
        for (int i = 0; i < 40; i++) {
            schema = Hub.object("{'type':['string','integer','boolean']}").with("anyOf",
                    new Json.Arr(List.of(schema, Hub.object("{'type':'number'}"))));
        }
        Json.Obj nested = schema;

        assertThat(inTime(() -> GeminiSchemaEncoder.encode(nested, "s")).dropped()).isNotEmpty();
    }

    @Test
    void everyReasonForDroppingIsNamedOnceAndNotWithoutEnd() {
        var cleaned = inTime(
                () -> GeminiSchemaEncoder.encode(wide(100_000, "{'type':'array','uniqueItems':true}"), "s"));

        assertThat(cleaned.dropped()).hasSize(500).startsWith("s.properties.p0.uniqueItems");
        assertThat(cleaned.schema().object("properties").orElseThrow().members()).hasSize(100_000);
    }

    @Test
    void longNamesAreNamedShortly() {
        Json.Obj schema = Json.Obj.of("properties",
                Json.Obj.of("n".repeat(1_000_000), wide(50_000, "{'uniqueItems':true}")));

        var cleaned = inTime(() -> GeminiSchemaEncoder.encode(schema, "s"));

        assertThat(cleaned.dropped()).allMatch(it -> it.length() < 200);
    }

    private static <T> T inTime(Supplier<T> work) {
        long before = System.nanoTime();
        T done = work.get();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(8));
        return done;
    }

    private static Json.Obj wide(int properties, String each) {
        var all = Json.Obj.builder();
        for (int i = 0; i < properties; i++) {
            all.put("p" + i, Hub.object(each));
        }
        return Json.Obj.builder().put("type", "object").put("properties", all.build()).build();
    }

    private static Json.Obj deep(int levels, String innermost) {
        Json.Obj at = Hub.object(innermost);
        for (int i = 0; i < levels; i++) {
            at = Json.Obj.builder().put("type", "object").put("properties", Json.Obj.of("p", at)).build();
        }
        return at;
    }

    private static Optional<GeminiSchemaEncoder.Cleaned> parameters(Json.Obj schema) {
        return GeminiSchemaEncoder.parameters(schema, "s", new GeminiSchemaBudget());
    }

    private static String asTool(Json.Obj schema) {
        Optional<Json.Obj> parameters = parameters(schema).map(it -> it.schema());
        Json.Obj declaration = Json.Obj.builder().put("name", "f").put("description", "d")
                .put("parameters", parameters).build();
        return JsonText.write(request().put("tools", List.of(Json.Obj.of("functionDeclarations",
                new Json.Arr(List.of(declaration))))).build());
    }

    private static String asFormat(Json.Obj schema) {
        return JsonText.write(request().put("generationConfig", Json.Obj.builder()
                .put("responseMimeType", "application/json")
                .put("responseSchema", GeminiSchemaEncoder.encode(schema, "s").schema()).build()).build());
    }

    private static Json.Obj.Builder request() {
        return Hub.object("{'contents':[{'parts':[{'text':'q'}]}]}").toBuilder();
    }

    /** Of all properties. */
    private static List<String> names(Json value) {
        var names = new ArrayList<String>();
        if (value instanceof Json.Obj object) {
            object.object("properties").ifPresent(it -> names.addAll(it.members().keySet()));
            object.members().values().forEach(it -> names.addAll(names(it)));
        }
        return names;
    }
}
