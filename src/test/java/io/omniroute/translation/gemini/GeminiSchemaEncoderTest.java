package io.omniroute.translation.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.domain.json.Json;
import io.omniroute.testkit.Oracle;
import io.omniroute.translation.json.JsonText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
        assertThat(GeminiSchemaEncoder.parameters(Hub.object("{'type':'object','properties':{}}"), "s")).isEmpty();
        assertThat(GeminiSchemaEncoder.parameters(Hub.object("{'type':'string'}"), "s")).isEmpty();
        assertThat(GeminiSchemaEncoder.parameters(Hub.object("{'properties':{'a':{'type':'string'}}}"), "s"))
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

    private static String asTool(Json.Obj schema) {
        Optional<Json.Obj> parameters = GeminiSchemaEncoder.parameters(schema, "s").map(it -> it.schema());
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
