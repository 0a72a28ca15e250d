package io.omniroute.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.omniroute.catalog.Given;
import io.omniroute.catalog.Given.SnapshotOf;
import io.omniroute.domain.combo.Combo;
import io.omniroute.domain.combo.ComboConfig;
import io.omniroute.domain.combo.ComboStrategy;
import io.omniroute.domain.connection.Connection;
import io.omniroute.domain.route.FallbackChain;
import io.omniroute.routing.Resolution.Found;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DryRunTest {
    private static final Connection FIRST = Given.account("first", "openai", 1, Given.NOW);
    private static final Connection SECOND = Given.account("second", "openai", 2, Given.NOW);
    private static final Connection GROQ = Given.account("groq-1", "groq", 1, Given.NOW);
    private Set<String> resting = Set.of();
    private Set<String> closed = Set.of();
    private DryRun.Size size = DryRun.Size.UNKNOWN;

    @Test
    void accountsStandInTheOrderOfTheStrategyAndRestingOnesAreNamed() {
        resting = Set.of("first");

        Forecast forecast = forecast("gpt-4o", Given.nothing().with(FIRST, SECOND));

        assertThat(forecast.resolvedBy()).isEqualTo(Resolution.Rule.KNOWN_MODEL);
        assertThat(forecast.legs()).containsExactly(
                new Forecast.Leg(1, "openai", "gpt-4o", "second", true, "asked for, account by fill-first"),
                new Forecast.Leg(2, "openai", "gpt-4o", "first", false, "cooling down"));
    }

    @Test
    void chainFollowsTheModelAndSkipsWhatWasTried() {
        var chain = new FallbackChain("gpt-4o", "",
                List.of(new FallbackChain.Entry("groq", Optional.of("x"), 0, true),
                        new FallbackChain.Entry("groq", Optional.of("x"), 1, true),
                        new FallbackChain.Entry("xai", Optional.empty(), 2, true)));

        Forecast forecast = forecast("gpt-4o", Given.nothing().with(FIRST, GROQ).chains(chain));

        assertThat(forecast.legs()).extracting(Forecast.Leg::provider).containsExactly("openai", "groq", "groq", "xai");
        assertThat(forecast.legs()).extracting(Forecast.Leg::ready).containsExactly(true, true, false, false);
        assertThat(forecast.legs().getLast().reason()).isEqualTo("No credentials for provider: xai");
    }

    @Test
    void comboShowsEveryEntryWithItsReason() {
        closed = Set.of("groq");
        Combo combo = new Combo("i", "team", List.of(new Combo.Entry("groq/x", 0), new Combo.Entry("nobody/x", 0),
                new Combo.Entry("openai/gpt-4o", 0)), ComboStrategy.PRIORITY, ComboConfig.NONE, true, Given.NOW,
                Given.NOW);

        Forecast forecast = forecast("team", Given.nothing().with(FIRST, GROQ).combos(combo));

        assertThat(forecast.strategy()).contains(ComboStrategy.PRIORITY);
        assertThat(forecast.legs()).extracting(Forecast.Leg::reason).containsExactly("circuit breaker open",
                "Model nobody/x not found", "team priority, account by fill-first");
        assertThat(forecast.legs()).extracting(Forecast.Leg::order).containsExactly(1, 2, 3);
    }

    @Test
    void entryThatIsLikelyTooSmallComesLast() {
        Combo combo = new Combo("i", "team",
                List.of(new Combo.Entry("openai/gpt-4o", 0), new Combo.Entry("groq/unheard-of", 0)),
                ComboStrategy.PRIORITY, ComboConfig.NONE, true, Given.NOW, Given.NOW);
        size = new DryRun.Size(10_000_000, OptionalInt.empty());

        Forecast forecast = forecast("team", Given.nothing().with(FIRST, GROQ).combos(combo));

        assertThat(forecast.legs()).extracting(Forecast.Leg::provider).containsExactly("groq", "openai");
        assertThat(forecast.legs().getLast().reason()).contains("larger than the window");
    }

    @Test
    void unknownModelIsRefusedAsAClientWouldBe() {
        var answer = DryRun.of("nobody/x", facts(Given.nothing()));

        assertThat(((DryRun.Answer.Refused) answer).failure().status()).isEqualTo(404);
    }

    private Forecast forecast(String model, SnapshotOf snapshot) {
        return ((DryRun.Answer.Seen) DryRun.of(model, facts(snapshot))).forecast();
    }

    private DryRun.Facts facts(SnapshotOf snapshot) {
        Outlook outlook = new Outlook() {
            @Override
            public Optional<String> obstacle(Found found) {
                return closed.contains(found.providerId()) ? Optional.of("circuit breaker open") : Optional.empty();
            }

            @Override
            public Optional<String> obstacle(Found found, Connection connection) {
                return resting.contains(connection.id()) ? Optional.of("cooling down") : Optional.empty();
            }

            @Override
            public Candidate candidate(Found found, Connection connection) {
                return new Candidate(connection, 100, null, 0, Optional.empty());
            }
        };
        var random = new SplittableRandom(1);
        return new DryRun.Facts(snapshot.snapshot(), Given.SHIPPED, Reachability.ANY, outlook,
                combo -> new EntryFacts(0, entry -> 0, entry -> Optional.empty(), random), random, size);
    }
}
