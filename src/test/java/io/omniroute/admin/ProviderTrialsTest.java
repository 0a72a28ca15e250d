package io.omniroute.admin;

import static io.omniroute.admin.Office.ADMIN;
import static io.omniroute.admin.Office.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.omniroute.admin.ProviderTrials.Batch;

class ProviderTrialsTest {
    private Office office;

    @BeforeEach
    void open(@TempDir Path directory) {
        office = new Office(directory);
    }

    @Test
    void modelsAreThoseTheProviderOffers() {
        String id = office.connection("openai", "main").id();
        office.listing = new Prober.Listing.Offered(List.of(new Prober.OfferedModel("gpt-9", "GPT 9")));

        assertThat(office.trials.models(id)).containsExactly(new Prober.OfferedModel("gpt-9", "GPT 9"));
    }

    @Test
    void providerWithoutAListIsABadRequest() {
        String id = office.connection("openai", "main").id();

        assertThatThrownBy(() -> office.trials.models(id)).isInstanceOfSatisfying(RefusedException.class,
                e -> assertThat(e.refusal().kind()).isEqualTo(Refusal.Kind.INVALID));
    }

    @Test
    void listThatIsRefusedHasTheProvidersStatus() {
        String id = office.connection("openai", "main").id();
        office.listing = new Prober.Listing.Failed(
                new Probe(false, "upstream_auth_error", "upstream", "answered 401", "401", 401, Duration.ZERO));

        assertThatThrownBy(() -> office.trials.models(id)).isInstanceOfSatisfying(RefusedException.class,
                e -> assertThat(e.refusal().upstreamStatus()).isEqualTo(401));
    }

    @ParameterizedTest
    @CsvSource({"all,4", "apikey,3", "oauth,1", "free,0", "compatible,0"})
    void groupIsTestedByCategory(String mode, int total) {
        connectFour();

        assertThat(office.trials.test(form("mode", mode), ADMIN).trials()).hasSize(total);
    }

    @Test
    void oneProviderIsTestedByIdOrAlias() {
        connectFour();
        office.finding = new Probe(false, "network_error", "upstream", "gone", null, null, Duration.ZERO);

        Batch batch = office.trials.test(form("mode", "provider", "providerId", "gq"), ADMIN);

        assertThat(batch.trials()).singleElement()
                .satisfies(trial -> assertThat(trial.connection().name()).isEqualTo("third"));
        assertThat(batch.passed()).isZero();
        assertThat(office.connectionAdmin.find(batch.trials().getFirst().connection().id()).health().lastErrorType())
                .isEqualTo("network_error");
    }

    @Test
    void inactiveAccountsAreLeftOut() {
        String id = office.connection("openai", "off").id();
        office.connectionAdmin.update(id, form("isActive", false), ADMIN);

        assertThat(office.trials.test(form("mode", "all"), ADMIN).trials()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"nonsense", "provider"})
    void unknownModeAndMissingProviderAreRefused(String mode) {
        assertThatThrownBy(() -> office.trials.test(form("mode", mode), ADMIN)).isInstanceOf(RefusedException.class);
    }

    private void connectFour() {
        office.connection("openai", "first");
        office.connection("openai", "second");
        office.connection("groq", "third");
        office.connectionAdmin.create(form("provider", "claude", "apiKey", "t", "acceptTerms", true), ADMIN);
    }
}
