package io.omniroute.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.catalog.Given;
import io.omniroute.catalog.Given.SnapshotOf;
import io.omniroute.domain.combo.Combo;
import io.omniroute.domain.combo.ComboConfig;
import io.omniroute.domain.combo.ComboStrategy;
import io.omniroute.domain.connection.Connection;
import io.omniroute.domain.route.AccountStrategy;
import io.omniroute.domain.route.WildcardAlias;
import io.omniroute.domain.snapshot.Snapshot;
import io.omniroute.domain.settings.RoutingSettings;
import io.omniroute.domain.settings.Settings;
import io.omniroute.routing.Resolution.Found;
import io.omniroute.routing.Resolution.Group;
import io.omniroute.routing.Resolution.Hop;
import io.omniroute.routing.Resolution.NotResolved;
import io.omniroute.routing.Resolution.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Combos, wildcards, marks and what is said of unknown names: orders 1 to 3 and 7 of 40 section 1. */
class AliasResolutionTest {
    private static final String MODEL = "llama-3.3-70b-versatile";

    @Test
    void comboIsFoundBeforeEverythingElse() {
        var snapshot = Given.connected("openai").aliases(Map.of("gpt-4o", "groq/x"))
                .combos(combo("gpt-4o", "openai/gpt-4o"));

        Group group = (Group) resolve("gpt-4o", snapshot);

        assertThat(group.combo().name()).isEqualTo("gpt-4o");
        assertThat(group.trail().hops()).isEmpty();
    }

    @Test
    void comboWithoutModelsOrSwitchedOffIsNoneAndThatIsSaid() {
        var off = new Combo("i", "off", List.of(new Combo.Entry("openai/gpt-4o", 0)), ComboStrategy.PRIORITY,
                ComboConfig.NONE, false, Given.NOW, Given.NOW);
        var snapshot = Given.nothing().combos(combo("empty"), off);

        assertThat(refused("empty", snapshot)).isEqualTo("Combo empty has no models");
        assertThat(refused("off", snapshot)).isEqualTo("Combo off is not active");
    }

    @Test
    void aliasAndPatternLeadToACombo() {
        var combo = combo("premium/coding", "openai/gpt-4o");
        var aliased = Given.nothing().combos(combo).aliases(Map.of("fast", "premium/coding"));
        var matched = wildcards(Given.nothing().combos(combo), "claude-*", "premium/coding");

        assertThat(((Group) resolve("fast", aliased)).alias()).contains("fast");
        assertThat(((Group) resolve("claude-sonnet-4-5", matched)).trail().winning(Rule.COMBO))
                .isEqualTo(Rule.WILDCARD_ALIAS);
    }

    @ParameterizedTest
    @CsvSource({"claude-sonnet-4-5-x, a", "claude-sonnet-, a", "CLAUDE-Sonnet-9, a", "claude-opus-4, b",
            "xclaude-opus, NONE", "any/claude-haiku, c", "gpt-5, d", "gpt-55, NONE"})
    void mostSpecificPatternThatMatchesTheWholeNameWins(String name, String expected) {
        var snapshot = wildcards(Given.nothing(), "claude-*", "groq/b", "claude-sonnet-*", "groq/a", "*/claude-*",
                "groq/c", "gpt-?", "groq/d");

        Resolution resolution = resolve(name, snapshot);

        String target = resolution instanceof Found found && found.rule() == Rule.PROVIDER_PREFIX
                && found.alias().isPresent() ? found.modelId() : "NONE";
        assertThat(target).isEqualTo(expected);
    }

    @Test
    void firstOfEquallySpecificPatternsWins() {
        assertThat(Patterns.best(List.of(new WildcardAlias("ab*", "1"), new WildcardAlias("*bc", "2")), "abc")
                .orElseThrow().target()).isEqualTo("1");
        assertThat(Patterns.specificity("claude-sonnet-*")).isEqualTo(10 * 14 - 50 + 15);
        assertThat(Patterns.specificity("gpt-?")).isEqualTo(10 * 4 - 5 + 5);
    }

    @Test
    void exactAliasWinsOverAPattern() {
        var snapshot = wildcards(Given.nothing().aliases(Map.of("gpt-x", "groq/exact")), "gpt-*", "groq/pattern");

        assertThat(((Found) resolve("gpt-x", snapshot)).modelId()).isEqualTo("exact");
    }

    @Test
    void targetOfAPatternIsNotMatchedAgain() {
        var snapshot = wildcards(Given.nothing(), "*/claude-*", "anthropic/claude-opus-4-6");

        Found found = (Found) resolve("anything/claude-x", snapshot);

        assertThat(found.modelId()).isEqualTo("claude-opus-4-6");
        assertThat(found.trail().hops()).containsExactly(
                new Hop(Rule.WILDCARD_ALIAS, "*/claude-*", "anthropic/claude-opus-4-6"));
    }

    @Test
    void anyProviderIsTheAvailableOneOfTheLowestPriority() {
        var snapshot = wildcards(Given.nothing().custom("siliconflow", MODEL).with(
                account("groq", 2), account("siliconflow", 1)), "llama", "*/" + MODEL);

        assertThat(found("llama", snapshot, Reachability.ANY).providerId()).isEqualTo("siliconflow");
        assertThat(found("llama", snapshot, (provider, model) -> provider.equals("groq")).providerId())
                .isEqualTo("groq");
        assertThat(found("llama", snapshot, Reachability.ANY).rule()).isEqualTo(Rule.ANY_PROVIDER);
        assertThat(resolve("*/" + MODEL, snapshot)).isInstanceOf(NotResolved.class);
    }

    @Test
    void globalPriorityGoesBeforeThatWithinTheProvider() {
        Connection low = account("groq", 1);
        Connection first = new Connection("s", "siliconflow", low.authType(), "s", null, 5, 0, true, null, null,
                low.data(), low.health(), Given.NOW, Given.NOW);
        var snapshot = wildcards(Given.nothing().custom("siliconflow", MODEL).with(low, first), "llama", "*/" + MODEL);

        assertThat(found("llama", snapshot, Reachability.ANY).providerId()).isEqualTo("siliconflow");
    }

    @Test
    void policiesChooseAmongTheProvidersOfAnUnprefixedName() {
        var snapshot = Given.connected("kimi", "kimi-coding");

        assertThat(found("kimi-latest", snapshot, preferring("kimi-coding", "groq")).providerId())
                .isEqualTo("kimi-coding");
        assertThat(found("kimi/kimi-latest", snapshot, preferring("kimi-coding")).providerId()).isEqualTo("kimi");
    }

    @Test
    void unknownNameGoesWhereTheOperatorSaid() {
        Reachability switched = new Reachability() {
            @Override
            public boolean usable(String provider, String model) {
                return true;
            }

            @Override
            public Optional<String> unknownModels() {
                return Optional.of("openai");
            }
        };

        assertThat(found("no-such", Given.nothing(), switched).canonicalName()).isEqualTo("openai/no-such");
        assertThat(found("no-such", Given.nothing(), switched).rule()).isEqualTo(Rule.UNKNOWN_MODEL);
        assertThat(Resolver.resolve("nobody/x", Given.nothing().snapshot(), Given.SHIPPED, Optional.empty(), switched))
                .isInstanceOf(NotResolved.class);
    }

    @Test
    void markOfTheExtendedContextIsRememberedThroughAliases() {
        var snapshot = Given.nothing().aliases(Map.of("big", "anthropic/claude-opus-4-6"));

        assertThat(((Found) resolve("big[1m]", snapshot)).trail().extendedContext()).isTrue();
        assertThat(((Found) resolve("big", snapshot)).trail().extendedContext()).isFalse();
    }

    @Test
    void closestNamesStandInThe404() {
        var snapshot = Given.connected("groq").aliases(Map.of("my-fast-one", "groq/x")).combos(combo("team", "groq/x"));

        assertThat(refused("nobody/lama-3.3-70b-versatil", snapshot)).contains("groq/" + MODEL);
        assertThat(refused("my-fast-on", snapshot)).contains("Closest names: my-fast-one");
        assertThat(refused("lama-3.3", Given.connected("groq").blocked("groq"))).doesNotContain("groq/");
    }

    @Test
    void namesNobodyMayTellAreNoSuggestions() {
        var snapshot = Given.connected("groq").aliases(Map.of("my-fast-one", "groq/" + MODEL))
                .combos(combo("my-fast-two"), combo("my-fast-six", "groq/" + MODEL)).snapshot();
        Reachability silent = new Reachability() {
            @Override
            public boolean usable(String provider, String model) {
                return true;
            }

            @Override
            public boolean tellable(String name) {
                return name.startsWith("groq/");
            }
        };

        assertThat(message("my-fast-on", snapshot, Reachability.ANY)).contains("my-fast-one", "my-fast-six");
        assertThat(message("my-fast-on", snapshot, silent)).contains("Closest names: groq/").doesNotContain(
                "my-fast-one",
                "my-fast-six");
        assertThat(message("my-fast-two", snapshot, Reachability.ANY)).isEqualTo("Combo my-fast-two has no models");
        assertThat(message("my-fast-two", snapshot, silent)).doesNotContain("Combo");
    }

    private static String message(String name, Snapshot snapshot, Reachability reach) {
        return ((NotResolved) Resolver.resolve(name, snapshot, Given.SHIPPED, Optional.empty(), reach)).failure()
                .message();
    }

    /** 90 P16. */
    @Test
    void everyNameOf2000IsAnsweredTheSameTwiceOrA404WithSuggestions() {
        var random = new SplittableRandom(40);
        var snapshot = wildcards(Given.connected("openai", "groq", "anthropic", "kimi", "kimi-coding")
                .aliases(Map.of("a", "b", "b", "a", "fast", "groq/x")).combos(combo("free", "groq/x"), combo("e/f")),
                "z*", "fast", "*/q?", "*/gpt-4o");
        for (int i = 0; i < 2_000; i++) {
            String name = name(random);

            Resolution first = resolve(name, snapshot);

            assertThat(resolve(name, snapshot)).as(name).isEqualTo(first);
            if (first instanceof NotResolved not) {
                assertThat(not.failure().status()).as(name).isIn(400, 404);
                assertThat(not.failure().status() == 400 || not.failure().message().contains("Closest names: ")
                        || not.failure().message().equals("Combo e/f has no models")).as(not.failure().message())
                        .isTrue();
            }
        }
    }

    private static String name(RandomGenerator random) {
        List<Function<RandomGenerator, String>> pieces = List.of(r -> "gpt-", r -> "claude-", r -> "openai", r -> "/",
                r -> "groq", r -> "fast", r -> "*", r -> "?", r -> "[1m]", r -> "..", r -> " ", r -> "o3", r -> "q1",
                r -> "z", r -> "kimi-latest", r -> "é", r -> String.valueOf((char) ('a' + r.nextInt(26))),
                r -> String.valueOf((char) r.nextInt(0x2fff)), r -> "free", r -> "e/f",
                r -> "x".repeat(r.nextInt(120)));
        var name = new StringBuilder();
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            name.append(pieces.get(random.nextInt(pieces.size())).apply(random));
        }
        return name.toString();
    }

    private static Connection account(String provider, int priority) {
        return Given.account(provider + "-1", provider, priority, Given.NOW);
    }

    private static Reachability preferring(String... providers) {
        return new Reachability() {
            @Override
            public boolean usable(String provider, String model) {
                return true;
            }

            @Override
            public List<String> preferred() {
                return List.of(providers);
            }
        };
    }

    private static Combo combo(String name, String... models) {
        return new Combo("id-" + name, name, Stream.of(models).map(it -> new Combo.Entry(it, 0)).toList(),
                ComboStrategy.PRIORITY, ComboConfig.NONE, true, Given.NOW, Given.NOW);
    }

    private static SnapshotOf wildcards(SnapshotOf snapshot, String... patternsAndTargets) {
        List<WildcardAlias> aliases = new ArrayList<>();
        for (int i = 0; i < patternsAndTargets.length; i += 2) {
            aliases.add(new WildcardAlias(patternsAndTargets[i], patternsAndTargets[i + 1]));
        }
        return snapshot.settings(Settings.DEFAULTS
                .with(new RoutingSettings(AccountStrategy.FILL_FIRST, 3, aliases, ComboConfig.NONE, Map.of())));
    }

    private static Found found(String model, SnapshotOf snapshot, Reachability reach) {
        return (Found) Resolver.resolve(model, snapshot.snapshot(), Given.SHIPPED, Optional.empty(), reach);
    }

    private static Resolution resolve(String model, SnapshotOf snapshot) {
        return Resolver.resolve(model, snapshot.snapshot(), Given.SHIPPED, Optional.empty());
    }

    private static String refused(String model, SnapshotOf snapshot) {
        return ((NotResolved) resolve(model, snapshot)).failure().message();
    }
}
